import { useTranslation } from 'react-i18next';
import { Chip, type Tone } from '../display/word-tags.js';
import type { StreamState } from './follow-load.js';

const tones: Readonly<Record<StreamState, Tone>> = {
  connecting: 'plain',
  live: 'pass',
  offline: 'restrict',
};

/** Whether the figures below are of this moment. */
export function StreamChip({ state }: { readonly state: StreamState }) {
  const { t } = useTranslation();
  return (
    <span role="status" data-testid="stream-state" data-state={state}>
      <Chip tone={tones[state]}>{t(`queues.stream.${state}`)}</Chip>
    </span>
  );
}
