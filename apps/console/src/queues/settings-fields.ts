import type { QueueSettingsBody } from '@assay/contracts';

/** The settings of a queue as the form holds them: rates in per cent, the fallback flat. */
export interface SettingsFields extends Omit<
  QueueSettingsBody,
  'doubleReviewRate' | 'goldRate' | 'verifyRate' | 'standardId' | 'fallback'
> {
  readonly doubleReviewPercent: number;
  readonly goldPercent: number;
  readonly verifyPercent: number;
  readonly standardId?: string | undefined;
  readonly fallbackTo: QueueSettingsBody['fallback']['to'];
  readonly fallbackQueue?: string | undefined;
}

export function fieldsOf(settings: QueueSettingsBody): SettingsFields {
  const { doubleReviewRate, goldRate, verifyRate, standardId, fallback, ...same } = settings;
  return {
    ...same,
    doubleReviewPercent: percent(doubleReviewRate),
    goldPercent: percent(goldRate),
    verifyPercent: percent(verifyRate),
    standardId: standardId ?? undefined,
    fallbackTo: fallback.to,
    fallbackQueue: fallback.to === 'queue' ? fallback.queue : undefined,
  };
}

export function settingsOf(fields: SettingsFields): QueueSettingsBody {
  const {
    doubleReviewPercent,
    goldPercent,
    verifyPercent,
    standardId,
    fallbackTo,
    fallbackQueue,
    ...same
  } = fields;
  return {
    ...same,
    escalateTo: same.escalateTo.trim(),
    doubleReviewRate: share(doubleReviewPercent),
    goldRate: share(goldPercent),
    verifyRate: share(verifyPercent),
    standardId: standardId ?? null,
    fallback:
      fallbackTo === 'queue'
        ? { to: 'queue', queue: (fallbackQueue ?? '').trim() }
        : { to: 'anyone' },
  };
}

// Rates have at most four digits; multiplying 0.07 by 100 must not show 7.000000000000001.
const percent = (rate: number): number => Number((rate * 100).toFixed(2));
const share = (percentage: number): number => Number((percentage / 100).toFixed(4));
