import type {
  BlacklistEntryBody,
  DecisionBody,
  DraftBody,
  PolicyBody,
  VerdictBody,
} from '@assay/contracts';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';

export type Tone = 'pass' | 'block' | 'restrict' | 'accent' | 'plain';

/** A word in its tone: colour is never the only carrier of the meaning. */
export const Chip = ({ tone, children }: { readonly tone: Tone; readonly children: string }) => (
  <span className={`chip chip-${tone}`}>{children}</span>
);

type AnyOutcome = VerdictBody['outcome'] | z.infer<typeof DecisionBody>['outcome'];
const outcomeTone: Readonly<Record<AnyOutcome, Tone>> = {
  pass: 'pass',
  block: 'block',
  restrict: 'restrict',
  review: 'accent',
};
export function OutcomeChip({ outcome }: { readonly outcome: AnyOutcome }) {
  const { t } = useTranslation();
  return <Chip tone={outcomeTone[outcome]}>{t(`outcome.${outcome}`)}</Chip>;
}

type RulingKind = NonNullable<z.infer<typeof DraftBody>['kind']>;
/** What a reviewer handed in: the outcome, or that it cannot be judged or belongs before the law. */
export function RulingChip({
  kind,
  outcome,
}: {
  readonly kind: RulingKind;
  readonly outcome: VerdictBody['outcome'];
}) {
  const { t } = useTranslation();
  if (kind === 'ruling') return <OutcomeChip outcome={outcome} />;
  return <Chip tone="block">{t(`rulingKind.${kind}`)}</Chip>;
}

type Severity = BlacklistEntryBody['severity'];
const severityTone: Readonly<Record<Severity, Tone>> = {
  low: 'plain',
  medium: 'accent',
  high: 'restrict',
  critical: 'block',
};
export function SeverityChip({ severity }: { readonly severity: Severity }) {
  const { t } = useTranslation();
  return <Chip tone={severityTone[severity]}>{t(`severity.${severity}`)}</Chip>;
}

type ListState = BlacklistEntryBody['state'];
const listStateTone: Readonly<Record<ListState, Tone>> = {
  draft: 'plain',
  proposed: 'accent',
  shadow: 'accent',
  active: 'pass',
  disputed: 'restrict',
  suspended: 'restrict',
  retired: 'plain',
};
export function EntryStateChip({ state }: { readonly state: ListState }) {
  const { t } = useTranslation();
  return <Chip tone={listStateTone[state]}>{t(`entryState.${state}`)}</Chip>;
}

const policyStateTone: Readonly<Record<PolicyBody['state'], Tone>> = {
  draft: 'accent',
  published: 'pass',
  retired: 'plain',
};
export function PolicyStateChip({ state }: { readonly state: PolicyBody['state'] }) {
  const { t } = useTranslation();
  return <Chip tone={policyStateTone[state]}>{t(`policyState.${state}`)}</Chip>;
}

type Action = BlacklistEntryBody['action'];
const actionTone: Readonly<Record<Action, Tone>> = {
  block: 'block',
  review: 'accent',
  restrict: 'restrict',
  observe: 'plain',
};
export function ActionChip({ action }: { readonly action: Action }) {
  const { t } = useTranslation();
  return <Chip tone={actionTone[action]}>{t(`action.${action}`)}</Chip>;
}

export const PlainChip = ({ children }: { readonly children: string }) => (
  <Chip tone="plain">{children}</Chip>
);
