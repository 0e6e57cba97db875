import { useTranslation } from 'react-i18next';

export function Brand() {
  const { t } = useTranslation();
  return (
    <div className="brand">
      <img src="/console/mark.svg" width="30" height="30" alt="" />
      <span>
        <strong>{t('shell.brand')}</strong>
        <small>{t('shell.brandLine')}</small>
      </span>
    </div>
  );
}
