import type { PolicyBody } from '@assay/contracts';
import { useQuery } from '@tanstack/react-query';
import { Button, Segmented, Table, type TableColumnsType } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { listPolicies } from '../api/policies.js';
import { CursorPager } from '../display/cursor-pager.js';
import { Instant } from '../display/instant.js';
import { PageHeading } from '../display/page-heading.js';
import { PersonName } from '../display/person-name.js';
import { ProblemNotice } from '../display/problem-notice.js';
import { PolicyStateChip } from '../display/word-tags.js';
import { useMay } from '../shell/session.js';
import { NewPolicyDialog } from './new-policy-dialog.js';

const shownStates = ['all', 'published', 'draft', 'retired'] as const;
type Shown = (typeof shownStates)[number];

/** Every policy version by scene. Versions are immutable once published; a change is a new draft. */
export function PoliciesPage() {
  const { t } = useTranslation();
  const mayWrite = useMay('policies:write');
  const navigate = useNavigate();
  const [search, setSearch] = useSearchParams();
  const [creating, setCreating] = useState(false);
  const state = shownStates.find((name) => name === search.get('state')) ?? 'all';
  const cursor = search.get('cursor');
  const filter = { ...(state === 'all' ? {} : { state }), ...(cursor === null ? {} : { cursor }) };
  const policies = useQuery({
    queryKey: ['policies', filter],
    queryFn: () => listPolicies(filter),
  });
  const items = [...(policies.data?.items ?? [])].sort(byScene);
  return (
    <div className="page">
      <PageHeading
        title={t('policies.title')}
        hint={t('policies.hint')}
        actions={
          mayWrite && (
            <Button type="primary" onClick={() => setCreating(true)} data-testid="policy-new">
              {t('policies.new')}
            </Button>
          )
        }
      />
      <div>
        <Segmented<Shown>
          value={state}
          onChange={(value) => setSearch(value === 'all' ? {} : { state: value })}
          options={shownStates.map((value) => ({
            value,
            label: value === 'all' ? t('policies.all') : t(`policyState.${value}`),
          }))}
        />
      </div>
      <ProblemNotice problem={policies.error} />
      <div className="panel panel-flush">
        <Table<PolicyBody>
          rowKey="id"
          columns={useColumns()}
          dataSource={items}
          loading={policies.isPending}
          pagination={false}
          scroll={{ x: 860 }}
          locale={{ emptyText: t('policies.none') }}
          onRow={(policy) => ({
            className: 'clickable-row',
            onClick: () => void navigate(`/policies/${policy.id}`),
          })}
        />
        <CursorPager nextCursor={policies.data?.nextCursor} />
      </div>
      <NewPolicyDialog open={creating} onClose={() => setCreating(false)} />
    </div>
  );
}

const byScene = (a: PolicyBody, b: PolicyBody): number =>
  a.scene.localeCompare(b.scene) || a.name.localeCompare(b.name) || b.version - a.version;

function useColumns(): TableColumnsType<PolicyBody> {
  const { t } = useTranslation();
  return [
    {
      title: t('policies.scene'),
      render: (_, { scene, industry }) => (
        <>
          <strong>{scene}</strong>
          {industry !== undefined && <span className="quiet"> · {industry}</span>}
        </>
      ),
    },
    {
      title: t('policies.version'),
      render: (_, { id, name, version }) => (
        <Link
          to={`/policies/${id}`}
          data-testid={`policy-${name}@${version}`}
          onClick={(event) => event.stopPropagation()}
        >
          {name}@{version}
        </Link>
      ),
    },
    { title: t('policies.state'), render: (_, { state }) => <PolicyStateChip state={state} /> },
    { title: t('policies.rules'), dataIndex: 'ruleCount', align: 'right', className: 'numeric' },
    {
      title: t('policies.createdBy'),
      render: (_, { createdBy }) => <PersonName principal={createdBy} />,
    },
    { title: t('policies.updated'), render: (_, { updatedAt }) => <Instant at={updatedAt} /> },
  ];
}
