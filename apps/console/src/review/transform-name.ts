import { useTranslation } from 'react-i18next';

const known = [
  'width',
  'compatibility',
  'case',
  'diacritic',
  'traditional',
  'confusable',
  'invisible_dropped',
  'separator_dropped',
  'separator_changed',
] as const;

const isKnown = (name: string): name is (typeof known)[number] =>
  known.some((other) => other === name);

/** Name of a matching transform; an engine newer than this console shows its own word. */
export function useTransformName(): (name: string) => string {
  const { t } = useTranslation();
  return (name) => (isKnown(name) ? t(`review.transform.${name}`) : name);
}
