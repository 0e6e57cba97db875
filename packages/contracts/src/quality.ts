import { z } from 'zod';
import {
  accuracyGroups,
  agreementGroups,
  agreementLabels,
  agreementLevels,
  agreementSources,
  casePurposes,
  machineQualityGroups,
  outcomes,
  reversalGroups,
} from '@assay/domain';
import { Id, Timestamp } from './list.js';
import { ContentPart } from './submission.js';

/** From `since` up to, not including, `until`; without them the last thirty days. */
const period = { since: Timestamp.optional(), until: Timestamp.optional() };
const named = { queue: z.string().max(64).optional(), category: z.string().max(64).optional() };

type Bounds = { readonly since?: string | undefined; readonly until?: string | undefined };
/** What is no moment at all is refused by its own field alone. */
const inOrder = ({ since, until }: Bounds): boolean =>
  since === undefined || until === undefined || !(Date.parse(since) >= Date.parse(until));
const outOfOrder = { path: ['since'], message: 'A period begins before it ends.' };

/** A share, 0–1, with its 95 % interval. `estimate` is `null` when nothing was counted. */
export const ProportionBody = z
  .object({
    estimate: z.number().nullable(),
    low: z.number(),
    high: z.number(),
    /** What was counted. */
    trials: z.int(),
  })
  .meta({ id: 'Proportion' });
export type ProportionBody = z.infer<typeof ProportionBody>;

/** `GET /v1/quality/machine`. */
export const MachineQualityQuery = z
  .strictObject({
    ...period,
    groupBy: z.enum(machineQualityGroups).default('none'),
    category: named.category,
    /** `<name>@<version>`. */
    policyVersion: z.string().max(200).optional(),
    model: z.string().max(200).optional(),
  })
  .refine(inOrder, outOfOrder);
export type MachineQualityQuery = z.infer<typeof MachineQualityQuery>;

/** Machine review as its random audit measured it; every share stands for all it decided alone. */
export const MachineQualityBody = z
  .object({
    since: Timestamp,
    until: Timestamp,
    groupBy: z.enum(machineQualityGroups),
    audited: z.int(),
    /** Findings that became a revision of the verdict. */
    corrected: z.int(),
    /** There was more; the figures cover the newest 50,000 drawn items. */
    truncated: z.boolean(),
    items: z.array(
      z.object({
        key: z.string().nullable(),
        audited: z.int(),
        corrected: z.int(),
        /** Of what the machine blocked or restricted: what violates. */
        precision: ProportionBody,
        /** Of what violates: what the machine blocked or restricted. */
        recall: ProportionBody,
        /** Of what the machine let pass: what violates. */
        falsePassRate: ProportionBody,
        /** Of what the machine blocked or restricted: what does not violate. */
        falseBlockRate: ProportionBody,
      }),
    ),
  })
  .meta({ id: 'MachineQuality' });
export type MachineQualityBody = z.infer<typeof MachineQualityBody>;

/** `GET /v1/quality/agreement`. */
export const AgreementQuery = z
  .strictObject({
    ...period,
    ...named,
    groupBy: z.enum(agreementGroups).default('none'),
    label: z.enum(agreementLabels).default('outcome'),
    source: z.enum(agreementSources).default('all'),
  })
  .refine(inOrder, outOfOrder);
export type AgreementQuery = z.infer<typeof AgreementQuery>;

/** A coefficient up to 1 with its 95 % interval; all `null` where it is undefined. */
const Coefficient = z
  .object({
    estimate: z.number().nullable(),
    low: z.number().nullable(),
    high: z.number().nullable(),
  })
  .meta({ id: 'Coefficient' });

/** Agreement on the units that two voices or more labelled. A voice is a person, or between teams a team. */
export const AgreementBody = z
  .object({
    units: z.int(),
    labels: z.int(),
    voices: z.int(),
    /** Krippendorff’s α, nominal. */
    alpha: Coefficient,
    /** Judged on the lower bound of α; `unknown` with fewer than 20 units. */
    level: z.enum(agreementLevels),
    /** Cohen’s κ, with exactly two voices. */
    cohen: Coefficient.nullable(),
    /** Fleiss’ κ, with more than two voices and equally many on every unit. */
    fleiss: Coefficient.nullable(),
  })
  .meta({ id: 'Agreement' });
export type AgreementBody = z.infer<typeof AgreementBody>;

export const AgreementReportBody = z
  .object({
    since: Timestamp,
    until: Timestamp,
    groupBy: z.enum(agreementGroups),
    label: z.enum(agreementLabels),
    source: z.enum(agreementSources),
    target: z.number(),
    floor: z.number(),
    /** There was more; the figures cover the newest 10,000 cases. */
    truncated: z.boolean(),
    items: z.array(
      z.object({
        key: z.string().nullable(),
        overall: AgreementBody,
        teams: z.array(z.object({ teamId: Id, name: z.string(), within: AgreementBody })),
        /** All teams with each other. */
        between: AgreementBody,
        /** Teams two by two, where they met the same units. */
        pairs: z.array(z.object({ teamIds: z.tuple([Id, Id]), between: AgreementBody })),
      }),
    ),
  })
  .meta({ id: 'AgreementReport' });
export type AgreementReportBody = z.infer<typeof AgreementReportBody>;

/** `GET /v1/quality/accuracy`. */
export const AccuracyQuery = z
  .strictObject({ ...period, ...named, groupBy: z.enum(accuracyGroups).default('person') })
  .refine(inOrder, outOfOrder);
export type AccuracyQuery = z.infer<typeof AccuracyQuery>;

const accuracy = {
  /** On gold items. */
  rulings: z.int(),
  correct: z.int(),
  wilson: ProportionBody,
  /** Clopper–Pearson: never covers less often than it says. */
  exact: ProportionBody,
};

export const AccuracyBody = z
  .object({
    since: Timestamp,
    until: Timestamp,
    groupBy: z.enum(accuracyGroups),
    /** Most rulings first, at most 500. */
    items: z.array(z.object({ key: z.string(), name: z.string().optional(), ...accuracy })),
  })
  .meta({ id: 'Accuracy' });
export type AccuracyBody = z.infer<typeof AccuracyBody>;

/** `GET /v1/quality/reversals`; the period is that of the decisions on the appeals. */
export const ReversalQuery = z
  .strictObject({ ...period, groupBy: z.enum(reversalGroups).default('none') })
  .refine(inOrder, outOfOrder);
export type ReversalQuery = z.infer<typeof ReversalQuery>;

export const ReversalBody = z
  .object({
    since: Timestamp,
    until: Timestamp,
    groupBy: z.enum(reversalGroups),
    /** Most decided first, at most 500. */
    items: z.array(
      z.object({
        key: z.string().nullable(),
        name: z.string().optional(),
        /** Appeals that were decided. */
        decided: z.int(),
        overturned: z.int(),
        changed: z.int(),
        /** Overturned or changed. */
        rate: ProportionBody,
      }),
    ),
  })
  .meta({ id: 'Reversals' });
export type ReversalBody = z.infer<typeof ReversalBody>;

/**
 * `GET /v1/quality/labels`: one JSON object a line, oldest first. Rulings that are being settled appear within seconds:
 * exports that continue one another overlap by a minute.
 */
export const LabelQuery = z.strictObject(period).refine(inOrder, outOfOrder);
export type LabelQuery = z.infer<typeof LabelQuery>;

/** One line of the export: a text and what people concluded about it. */
export const LabelBody = z
  .object({
    submissionId: Id,
    parts: z.array(ContentPart),
    scene: z.string(),
    outcome: z.enum(outcomes),
    category: z.string().optional(),
    clause: z.string().optional(),
    purpose: z.enum(casePurposes),
    policyVersion: z.string(),
    model: z.string().optional(),
    ruledAt: Timestamp,
    reviewers: z.int(),
    agreed: z.boolean(),
  })
  .meta({ id: 'Label' });
export type LabelBody = z.infer<typeof LabelBody>;

/** `GET /v1/quality/mine`: the caller's own thirty days up to the last midnight in Shanghai. */
export const OwnQualityBody = z
  .object({
    since: Timestamp,
    asOf: Timestamp,
    rulings: z.int(),
    medianHandlingMs: z.int().optional(),
    /** Counted for load, not against anybody. */
    skipped: z.int(),
    /** In portions of twenty gold items, at most the newest hundred; absent before the first is full. */
    gold: z.object(accuracy).optional(),
  })
  .meta({ id: 'OwnQuality' });
export type OwnQualityBody = z.infer<typeof OwnQualityBody>;
