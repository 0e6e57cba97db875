/** What figures about machine review can be told apart by. */
export const machineQualityGroups = [
  'none',
  'category',
  'policyVersion',
  'model',
  'engineVersion',
  'scene',
] as const;
export type MachineQualityGroup = (typeof machineQualityGroups)[number];

export const agreementGroups = ['none', 'queue', 'category'] as const;
export type AgreementGroup = (typeof agreementGroups)[number];

/** What must be equal for two people to agree: the outcome, or for what does not pass also its category. */
export const agreementLabels = ['outcome', 'category'] as const;
export type AgreementLabel = (typeof agreementLabels)[number];

/** Where agreement is measured: on blind panels, on gold items that many meet over time, or on both. */
export const agreementSources = ['all', 'blind', 'gold'] as const;
export type AgreementSource = (typeof agreementSources)[number];

export const accuracyGroups = ['person', 'team', 'category'] as const;
export type AccuracyGroup = (typeof accuracyGroups)[number];

/** What stands behind a contested verdict. */
export const reversalGroups = [
  'none',
  'rule',
  'policyVersion',
  'reviewer',
  'team',
  'model',
  'category',
] as const;
export type ReversalGroup = (typeof reversalGroups)[number];
