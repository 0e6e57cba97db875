import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useCategoryOptions } from './category-options.js';

interface CategoryFilterProps {
  readonly value: string | undefined;
  readonly onChange: (category: string | undefined) => void;
}

export function CategoryFilter({ value, onChange }: CategoryFilterProps) {
  const { t } = useTranslation();
  return (
    <Select
      className="filter filter-category"
      allowClear
      showSearch={{ optionFilterProp: 'search' }}
      popupMatchSelectWidth={false}
      aria-label={t('figure.category')}
      placeholder={t('figure.anyCategory')}
      value={value}
      onChange={(chosen?: string) => onChange(chosen)}
      options={useCategoryOptions()}
    />
  );
}
