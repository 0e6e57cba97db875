import type { ReviewerBody } from '@assay/contracts';
import { useQuery } from '@tanstack/react-query';
import { Table, type TableColumnsType } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { listReviewers } from '../api/reviewers.js';
import { Instant } from '../display/instant.js';
import { ProblemNotice } from '../display/problem-notice.js';
import { useTaxonomies } from '../display/taxonomies.js';
import { Chip, PlainChip } from '../display/word-tags.js';
import { ReviewerDrawer } from './reviewer-drawer.js';

/** What leads arrange for each reviewer. Categories people opted out of are their own business and not shown. */
export function Reviewers() {
  const { t } = useTranslation();
  const [edited, setEdited] = useState<ReviewerBody>();
  const reviewers = useQuery({ queryKey: ['reviewers', 'all'], queryFn: () => listReviewers() });
  return (
    <div className="stack">
      <p className="quiet">{t('reviewer.hint')}</p>
      <ProblemNotice problem={reviewers.error} />
      <div className="panel panel-flush">
        <Table<ReviewerBody>
          rowKey="userId"
          columns={useColumns(setEdited)}
          dataSource={[...(reviewers.data?.items ?? [])]}
          loading={reviewers.isPending}
          pagination={false}
          scroll={{ x: 960 }}
          locale={{ emptyText: t('reviewer.none') }}
        />
      </div>
      {edited !== undefined && (
        <ReviewerDrawer reviewer={edited} onClose={() => setEdited(undefined)} />
      )}
    </div>
  );
}

function useColumns(onEdit: (reviewer: ReviewerBody) => void): TableColumnsType<ReviewerBody> {
  const { t } = useTranslation();
  const { nameOf } = useTaxonomies();
  return [
    {
      title: t('reviewer.name'),
      render: (_, reviewer) => (
        <>
          <button
            type="button"
            className="entry-value"
            onClick={() => onEdit(reviewer)}
            data-testid={`reviewer-${reviewer.name}`}
          >
            {reviewer.name}
          </button>
          {reviewer.presence !== undefined && (
            <div className="quiet">
              {t(`queues.presence.${reviewer.presence.state}`)} ·{' '}
              <Instant at={reviewer.presence.seenAt} />
            </div>
          )}
        </>
      ),
    },
    {
      title: t('reviewer.queues'),
      width: 200,
      render: (_, { queues }) =>
        queues === undefined ? (
          <span className="quiet">{t('reviewer.everyQueue')}</span>
        ) : (
          <Chips words={queues} />
        ),
    },
    {
      title: t('reviewer.languages'),
      width: 170,
      render: (_, { languages }) =>
        languages === undefined ? (
          <span className="quiet">{t('reviewer.everyLanguage')}</span>
        ) : (
          <Chips words={languages.map((language) => t(`queues.language.${language}`))} />
        ),
    },
    {
      title: t('reviewer.budget'),
      width: 170,
      align: 'right',
      className: 'numeric',
      render: (_, { points, dailyBudget }) => (
        <>
          {t('reviewer.points', { points })}
          <div className="quiet">
            {dailyBudget === undefined
              ? t('reviewer.defaultBudget')
              : t('reviewer.ofBudget', { budget: dailyBudget })}
          </div>
        </>
      ),
    },
    {
      title: t('reviewer.qualifiedFor'),
      width: 300,
      render: (_, { qualifiedFor }) =>
        qualifiedFor.length === 0 ? (
          <span className="quiet">{t('reviewer.nothingYet')}</span>
        ) : (
          <span className="row">
            {qualifiedFor.map((category) => (
              <Chip key={category} tone="pass">
                {nameOf(category)}
              </Chip>
            ))}
          </span>
        ),
    },
  ];
}

const Chips = ({ words }: { readonly words: readonly string[] }) => (
  <span className="row">
    {words.map((word) => (
      <PlainChip key={word}>{word}</PlainChip>
    ))}
  </span>
);
