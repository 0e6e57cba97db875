import type { StandardBody } from '@assay/contracts';
import { useQuery } from '@tanstack/react-query';
import { Button, Table, type TableColumnsType } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { listStandards } from '../api/standards.js';
import { CursorPager } from '../display/cursor-pager.js';
import { PageHeading } from '../display/page-heading.js';
import { ProblemNotice } from '../display/problem-notice.js';
import { useTaxonomies } from '../display/taxonomies.js';
import { useAddress } from '../display/use-address.js';
import { Chip } from '../display/word-tags.js';
import { useMay } from '../shell/session.js';
import { ImportStandardDialog } from './import-standard-dialog.js';
import { NewStandardDialog } from './new-standard-dialog.js';
import { ReviewDate } from './standard-chips.js';
import './standards.css';

/** What people judge by, with the day somebody has to look at it again. */
export function StandardsPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const mayManage = useMay('reviews:manage');
  const { filter } = useAddress(['cursor']);
  const [opened, setOpened] = useState<'new' | 'import'>();
  const standards = useQuery({
    queryKey: ['standards', filter.cursor ?? 'first'],
    queryFn: () => listStandards(filter.cursor),
  });
  return (
    <div className="page">
      <PageHeading
        title={t('standard.title')}
        hint={t('standard.hint')}
        actions={
          mayManage && (
            <>
              <Button onClick={() => setOpened('import')} data-testid="standard-import">
                {t('standard.import')}
              </Button>
              <Button type="primary" onClick={() => setOpened('new')} data-testid="standard-new">
                {t('standard.new')}
              </Button>
            </>
          )
        }
      />
      <ProblemNotice problem={standards.error} />
      <div className="panel panel-flush">
        <Table<StandardBody>
          rowKey="id"
          columns={useColumns()}
          dataSource={[...(standards.data?.items ?? [])]}
          loading={standards.isPending}
          pagination={false}
          scroll={{ x: 820 }}
          locale={{ emptyText: t('standard.none') }}
          onRow={({ id, name }) =>
            ({
              'data-testid': `standard-row-${name}`,
              className: 'clickable-row',
              onClick: () => void navigate(`/standards/${id}`),
            }) as React.HTMLAttributes<HTMLElement>
          }
        />
        <CursorPager nextCursor={standards.data?.nextCursor} />
      </div>
      {opened === 'new' && <NewStandardDialog onClose={() => setOpened(undefined)} />}
      {opened === 'import' && <ImportStandardDialog onClose={() => setOpened(undefined)} />}
    </div>
  );
}

function useColumns(): TableColumnsType<StandardBody> {
  const { t } = useTranslation();
  const { languageOf, taxonomies } = useTaxonomies();
  return [
    {
      title: t('standard.standard'),
      render: (_, { id, name, title }) => (
        <>
          <Link to={`/standards/${id}`} onClick={(event) => event.stopPropagation()}>
            {title[languageOf]}
          </Link>
          <div className="quiet mono">{name}</div>
        </>
      ),
    },
    {
      title: t('standard.taxonomy'),
      width: 240,
      render: (_, { taxonomy }) =>
        taxonomies.find(({ id }) => id === taxonomy)?.names[languageOf] ?? taxonomy,
    },
    {
      title: t('standard.published'),
      width: 150,
      render: (_, { published }) =>
        published === undefined ? (
          <Chip tone="accent">{t('standard.onlyDraft')}</Chip>
        ) : (
          <Chip tone="pass">{t('standard.version', { version: published.version })}</Chip>
        ),
    },
    {
      title: t('standard.clauses'),
      width: 110,
      align: 'right',
      className: 'numeric',
      render: (_, { published }) => published?.clauseCount ?? '—',
    },
    {
      title: t('standard.reviewAt'),
      width: 220,
      render: (_, { published }) =>
        published === undefined ? (
          '—'
        ) : (
          <ReviewDate day={published.reviewAt} overdue={published.overdue} />
        ),
    },
  ];
}
