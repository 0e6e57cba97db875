import type { OwnReviewerBody, UpdateOwnReviewer } from '@assay/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Checkbox, Select, Switch } from 'antd';
import { useTranslation } from 'react-i18next';
import { updateOwnReviewer } from '../../api/reviewers.js';
import { useCategoryOptions } from '../../display/category-options.js';
import { ProblemNotice } from '../../display/problem-notice.js';

type Language = NonNullable<OwnReviewerBody['languages']>[number];
const languages: readonly Language[] = ['zh', 'en', 'other'];

/** What people decide for themselves; every change is saved at once. */
export function OwnWishes({ reviewer }: { readonly reviewer: OwnReviewerBody }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const save = useMutation({
    mutationFn: updateOwnReviewer,
    onSuccess: (next) => queries.setQueryData(['reviewer'], next),
  });
  const { display, optedOut } = reviewer;
  const read = reviewer.languages ?? languages;
  return (
    <>
      <section className="drawer-section">
        <h2>{t('desk.languages')}</h2>
        <Checkbox.Group
          aria-label={t('desk.languages')}
          disabled={save.isPending}
          value={[...read]}
          onChange={(chosen) => save.mutate({ languages: languagesFrom(chosen) })}
          options={languages.map((value) => ({ value, label: t(`reviewLanguage.${value}`) }))}
        />
        <h2>{t('desk.optedOut')}</h2>
        <Select
          mode="multiple"
          aria-label={t('desk.optedOut')}
          placeholder={t('desk.optedOutNone')}
          data-testid="opted-out"
          showSearch={{ optionFilterProp: 'search' }}
          loading={save.isPending}
          value={optedOut}
          onChange={(chosen) => save.mutate({ optedOut: chosen })}
          options={useCategoryOptions()}
        />
        <p className="quiet">{t('desk.optedOutHint')}</p>
      </section>
      <section className="drawer-section">
        <h2>{t('desk.display')}</h2>
        {(['masked', 'greyscale'] as const).map((name) => (
          <label key={name} className="row">
            <Switch
              size="small"
              checked={display[name]}
              loading={save.isPending}
              onChange={(on) => save.mutate({ display: { ...display, [name]: on } })}
              data-testid={`display-${name}`}
            />
            {t(`desk.display.${name}`)}
          </label>
        ))}
        <ProblemNotice problem={save.error} />
      </section>
    </>
  );
}

/** All or none of them chosen means every language, as the contract says it. */
const languagesFrom = (chosen: readonly Language[]): UpdateOwnReviewer['languages'] =>
  chosen.length === 0 || chosen.length === languages.length ? null : [...chosen];
