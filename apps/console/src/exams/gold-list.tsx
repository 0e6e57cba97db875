import { GoldItemBody } from '@assay/contracts';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Button, Input, Select, Table, type TableColumnsType } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { listGoldItems } from '../api/exams.js';
import { CategoryFilter } from '../display/category-filter.js';
import { CursorPager } from '../display/cursor-pager.js';
import { ShareFigure } from '../display/interval.js';
import { ProblemNotice } from '../display/problem-notice.js';
import { useTaxonomies } from '../display/taxonomies.js';
import { useAddress } from '../display/use-address.js';
import { Chip, OutcomeChip } from '../display/word-tags.js';
import { GoldDrawer } from './gold-drawer.js';
import { NewGoldDrawer } from './new-gold-drawer.js';

/** Items with a known answer, and how often people found it. */
export function GoldList() {
  const { t } = useTranslation();
  const { filter, change, refine } = useAddress(['setName', 'category', 'state', 'cursor']);
  const { filter: opened } = useAddress(['gold']);
  const [creating, setCreating] = useState(false);
  const items = useQuery({
    queryKey: ['gold-items', filter],
    queryFn: () => listGoldItems(filter),
    placeholderData: keepPreviousData,
  });
  return (
    <div className="stack">
      <div className="row">
        <Input.Search
          key={filter.setName ?? ''}
          className="filter-search"
          allowClear
          aria-label={t('gold.setName')}
          placeholder={t('gold.setName')}
          defaultValue={filter.setName}
          onSearch={(text) => refine({ setName: text.trim() })}
        />
        <CategoryFilter value={filter.category} onChange={(category) => refine({ category })} />
        <Select
          className="filter"
          allowClear
          aria-label={t('gold.state')}
          placeholder={t('gold.anyState')}
          value={filter.state}
          onChange={(state?: string) => refine({ state })}
          options={GoldItemBody.shape.state.options.map((value) => ({
            value,
            label: t(`gold.state.${value}`),
          }))}
        />
        <Button type="primary" onClick={() => setCreating(true)} data-testid="gold-new">
          {t('gold.new')}
        </Button>
      </div>
      <ProblemNotice problem={items.error} />
      <div className="panel panel-flush">
        <Table<GoldItemBody>
          rowKey="id"
          columns={useColumns()}
          dataSource={[...(items.data?.items ?? [])]}
          loading={items.isPending}
          pagination={false}
          scroll={{ x: 980 }}
          locale={{ emptyText: t('gold.none') }}
          onRow={({ id }) =>
            ({
              'data-testid': 'gold-row',
              className: 'clickable-row',
              onClick: () => change({ gold: id }),
            }) as React.HTMLAttributes<HTMLElement>
          }
        />
        <CursorPager nextCursor={items.data?.nextCursor} />
      </div>
      <p className="quiet">{t('gold.difficultyHint')}</p>
      <GoldDrawer itemId={opened.gold} onClose={() => change({ gold: undefined })} />
      {creating && (
        <NewGoldDrawer
          onClose={() => setCreating(false)}
          onCreated={(id) => {
            setCreating(false);
            change({ gold: id });
          }}
        />
      )}
    </div>
  );
}

function useColumns(): TableColumnsType<GoldItemBody> {
  const { t } = useTranslation();
  const { nameOf } = useTaxonomies();
  return [
    {
      title: t('gold.item'),
      render: (_, { parts, setName }) => (
        <>
          <button type="button" className="entry-value one-line">
            <bdi>{parts.map(({ text }) => text).join(' ')}</bdi>
          </button>
          <div className="quiet">
            <bdi>{setName}</bdi>
          </div>
        </>
      ),
    },
    { title: t('figure.category'), width: 200, render: (_, { category }) => nameOf(category) },
    {
      title: t('gold.expected'),
      width: 170,
      render: (_, { expectedOutcome, expectedCategory }) => (
        <>
          <OutcomeChip outcome={expectedOutcome} />
          {expectedCategory !== undefined && (
            <div className="quiet">{nameOf(expectedCategory)}</div>
          )}
        </>
      ),
    },
    {
      title: t('gold.difficulty'),
      width: 190,
      render: (_, { correct }) => <ShareFigure share={correct} />,
    },
    {
      title: t('gold.state'),
      width: 110,
      render: (_, { state }) => (
        <Chip tone={state === 'active' ? 'pass' : 'plain'}>{t(`gold.state.${state}`)}</Chip>
      ),
    },
  ];
}
