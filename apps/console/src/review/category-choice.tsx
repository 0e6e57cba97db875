import { Input, type InputRef } from 'antd';
import type { ReactNode, RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { useTaxonomies, type Category } from '../display/taxonomies.js';
import { Required } from './required.js';

interface CategoryChoiceProps {
  readonly categories: readonly Category[];
  readonly chosen: string | undefined;
  readonly suggested: readonly string[];
  readonly search: string;
  /** Whether the outcome needs no category. */
  readonly idle: boolean;
  readonly field: RefObject<InputRef | null>;
  /** What is wrong with the choice. */
  readonly notice: ReactNode;
  readonly onSearch: (search: string) => void;
  readonly onChoose: (category: string) => void;
}

/** Radio list of the policy's categories; the first nine carry their key. */
export function CategoryChoice(props: CategoryChoiceProps) {
  const { categories, chosen, suggested, search, idle, field, notice, onSearch, onChoose } = props;
  const { t } = useTranslation();
  const { languageOf } = useTaxonomies();
  return (
    <fieldset className="categories" disabled={idle}>
      <legend>
        {t('review.category')}
        {idle ? <span className="quiet"> · {t('review.categoryIdle')}</span> : <Required />}
      </legend>
      {notice}
      <Input
        ref={field}
        size="small"
        suffix={<kbd>/</kbd>}
        allowClear
        aria-label={t('review.categorySearch')}
        placeholder={t('review.categorySearch')}
        data-testid="category-search"
        value={search}
        onChange={(event) => onSearch(event.target.value)}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return;
          if (event.key !== 'Enter' && event.key !== 'Escape') return;
          const [first] = categories;
          if (event.key === 'Enter' && first !== undefined) onChoose(first.id);
          event.preventDefault();
          event.currentTarget.blur();
        }}
      />
      <div className="category-list">
        {categories.map(({ id, names }, index) => (
          <label
            key={id}
            className={chosen === id ? 'category category-chosen' : 'category'}
            data-testid={`category-${index + 1}`}
            title={names[languageOf === 'en' ? 'zh-CN' : 'en']}
          >
            <input
              type="radio"
              name="category"
              checked={chosen === id}
              onChange={() => onChoose(id)}
              onClick={(event) => {
                if (event.detail > 0) event.currentTarget.blur();
              }}
            />
            <span className="category-name">
              {names[languageOf]}
              {suggested.includes(id) && <em>{t('review.suggested')}</em>}
            </span>
            {index < 9 && <kbd>{index + 1}</kbd>}
          </label>
        ))}
        {categories.length === 0 && <p className="quiet">{t('review.categoryNone')}</p>}
      </div>
    </fieldset>
  );
}
