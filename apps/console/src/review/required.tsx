import { useTranslation } from 'react-i18next';

/** Marks a field that must be filled in before sending. */
export function Required() {
  const { t } = useTranslation();
  return <span className="required"> {t('desk.required')}</span>;
}
