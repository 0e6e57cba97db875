import type { PolicyDetail, PolicyDefinitionBody } from '@assay/contracts';
import { useQuery } from '@tanstack/react-query';
import { Tabs } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { listPolicies, readPolicy } from '../api/policies.js';
import { Instant } from '../display/instant.js';
import { Loading } from '../display/loading.js';
import { PageHeading } from '../display/page-heading.js';
import { PersonName } from '../display/person-name.js';
import { ProblemNotice } from '../display/problem-notice.js';
import { PolicyStateChip } from '../display/word-tags.js';
import { useMay } from '../shell/session.js';
import { readStored, writeStored } from '../shell/stored.js';
import { DefinitionDiff } from './definition-diff.js';
import { DefinitionEditor } from './definition-editor.js';
import { PolicyActions } from './policy-actions.js';
import { RuleTable } from './rule-table.js';
import './policy-page.css';

export const formatDefinition = (definition: PolicyDefinitionBody): string =>
  JSON.stringify(definition, null, 2);

/** One policy version: rules to read, the draft to edit, and what it changes. */
export function PolicyPage() {
  const { id = '' } = useParams();
  const policy = useQuery({ queryKey: ['policy', id], queryFn: () => readPolicy(id) });
  if (policy.data === undefined) {
    return policy.error === null ? (
      <Loading />
    ) : (
      <div className="page">
        <ProblemNotice problem={policy.error} />
      </div>
    );
  }
  return <PolicyVersion key={policy.data.id} policy={policy.data} />;
}

function PolicyVersion({ policy }: { readonly policy: PolicyDetail }) {
  const { t } = useTranslation();
  const mayWrite = useMay('policies:write');
  const draftName = `draft.policy.${policy.id}`;
  const saved = formatDefinition(policy.definition);
  const [text, setText] = useState(() => readStored(draftName, saved));
  const published = usePublished(policy);
  const editable = policy.state === 'draft' && mayWrite;
  const type = (next: string) => {
    setText(next);
    writeStored(draftName, next === saved ? undefined : next);
  };
  const shown = editable ? text : saved;
  const reference = published.data;
  return (
    <div className="page">
      <div>
        <Link to="/policies">{t('policies.back')}</Link>
      </div>
      <PageHeading
        title={
          <span className="row">
            {policy.name}@{policy.version} <PolicyStateChip state={policy.state} />
          </span>
        }
        hint={<Provenance policy={policy} />}
        actions={
          <PolicyActions
            policy={policy}
            text={shown}
            saved={saved}
            published={reference}
            onSaved={(definition) => {
              writeStored(draftName, undefined);
              setText(formatDefinition(definition));
            }}
          />
        }
      />
      <Tabs
        defaultActiveKey={editable ? 'edit' : 'rules'}
        items={[
          {
            key: 'rules',
            label: t('policies.tabRules'),
            children: <RuleTable definition={policy.definition} />,
          },
          {
            key: 'edit',
            label: t(editable ? 'policies.tabEdit' : 'policies.tabJson'),
            children: (
              <DefinitionEditor
                policyId={policy.id}
                text={shown}
                saved={saved}
                editable={editable}
                onChange={type}
              />
            ),
          },
          ...(reference === undefined || reference.id === policy.id
            ? []
            : [
                {
                  key: 'diff',
                  label: t('policies.tabDiff', {
                    version: `${reference.name}@${reference.version}`,
                  }),
                  children: (
                    <DefinitionDiff before={formatDefinition(reference.definition)} after={shown} />
                  ),
                },
              ]),
        ]}
      />
    </div>
  );
}

/** The version of the same policy that is live now. */
function usePublished(policy: PolicyDetail) {
  const { policyId, scene } = policy;
  return useQuery({
    queryKey: ['policy-published', policyId],
    queryFn: async () => {
      const { items } = await listPolicies({ state: 'published', scene });
      const live = items.find((other) => other.policyId === policyId);
      return live === undefined ? null : readPolicy(live.id);
    },
    select: (found) => found ?? undefined,
  });
}

function Provenance({ policy }: { readonly policy: PolicyDetail }) {
  const { t } = useTranslation();
  return (
    <>
      {policy.scene}
      {policy.industry !== undefined && ` · ${policy.industry}`} · {t('policies.createdBy')}{' '}
      <PersonName principal={policy.createdBy} /> · {t('policies.updated')}{' '}
      <Instant at={policy.updatedAt} />
      {policy.publishedAt !== undefined && (
        <>
          {' '}
          · {t('policies.publishedAt')} <Instant at={policy.publishedAt} />
        </>
      )}
    </>
  );
}
