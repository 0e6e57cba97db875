import type { AppealBody } from '@assay/contracts';
import { useTranslation } from 'react-i18next';
import { Chip, type Tone } from '../display/word-tags.js';

const stateTones: Readonly<Record<AppealBody['state'], Tone>> = {
  received: 'accent',
  accepted: 'accent',
  decided: 'pass',
  rejected: 'plain',
  withdrawn: 'plain',
};
export function AppealStateChip({ state }: { readonly state: AppealBody['state'] }) {
  const { t } = useTranslation();
  return <Chip tone={stateTones[state]}>{t(`appeal.state.${state}`)}</Chip>;
}

type AppealResult = NonNullable<AppealBody['result']>;
const resultTones: Readonly<Record<AppealResult, Tone>> = {
  upheld: 'plain',
  overturned: 'block',
  changed: 'restrict',
};
export function AppealResultChip({ result }: { readonly result: AppealResult }) {
  const { t } = useTranslation();
  return <Chip tone={resultTones[result]}>{t(`appeal.result.${result}`)}</Chip>;
}
