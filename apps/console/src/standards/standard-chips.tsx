import type { StandardVersionBody } from '@assay/contracts';
import { useTranslation } from 'react-i18next';
import { Instant } from '../display/instant.js';
import { Chip, type Tone } from '../display/word-tags.js';

type State = StandardVersionBody['state'];
const tones: Readonly<Record<State, Tone>> = {
  draft: 'accent',
  published: 'pass',
  retired: 'plain',
};
export function StandardStateChip({ state }: { readonly state: State }) {
  const { t } = useTranslation();
  return <Chip tone={tones[state]}>{t(`standard.state.${state}`)}</Chip>;
}

interface ReviewDateProps {
  /** `YYYY-MM-DD`. */
  readonly day: string;
  readonly overdue: boolean;
}

/** When somebody has to look at the standard again. */
export function ReviewDate({ day, overdue }: ReviewDateProps) {
  const { t } = useTranslation();
  return (
    <span className="nowrap">
      <Instant at={`${day}T00:00:00Z`} style="day" />
      {overdue && ' '}
      {overdue && <Chip tone="block">{t('standard.overdue')}</Chip>}
    </span>
  );
}
