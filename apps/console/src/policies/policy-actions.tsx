import type { PolicyDetail, PolicyDefinitionBody } from '@assay/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { createPolicy, publishPolicy, retirePolicy, updatePolicy } from '../api/policies.js';
import { ProblemNotice } from '../display/problem-notice.js';
import { useMay } from '../shell/session.js';
import { checkDefinition } from './check-definition.js';
import { ruleChanges } from './rule-changes.js';

interface PolicyActionsProps {
  readonly policy: PolicyDetail;
  /** What the editor holds now, and what the gateway holds. */
  readonly text: string;
  readonly saved: string;
  readonly published: PolicyDetail | undefined;
  readonly onSaved: (definition: PolicyDefinitionBody) => void;
}

/** Save, publish, retire, or start the next version, as state and permissions allow. */
export function PolicyActions({ policy, text, saved, published, onSaved }: PolicyActionsProps) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const mayWrite = useMay('policies:write');
  const mayPublish = useMay('policies:publish');
  const [asked, setAsked] = useState<'publish' | 'retire'>();
  const refresh = () =>
    Promise.all(
      [['policies'], ['policy', policy.id], ['policy-published']].map((queryKey) =>
        queries.invalidateQueries({ queryKey }),
      ),
    );
  const checked = checkDefinition(text);
  const dirty = text !== saved;

  const save = useMutation({
    mutationFn: (definition: PolicyDefinitionBody) => updatePolicy(policy.id, definition),
    onSuccess: async (next) => {
      queries.setQueryData(['policy', policy.id], next);
      onSaved(next.definition);
      void message.success(t('policies.saved'));
      await refresh();
    },
  });
  const copy = useMutation({
    mutationFn: () => {
      const { name, scene, industry, definition } = policy;
      return createPolicy({
        name,
        scene,
        ...(industry === undefined ? {} : { industry }),
        definition,
      });
    },
    onSuccess: async ({ id }) => {
      await refresh();
      void navigate(`/policies/${id}`);
    },
  });
  const move = useMutation({
    mutationFn: (to: 'publish' | 'retire') =>
      to === 'publish' ? publishPolicy(policy.id) : retirePolicy(policy.id),
    onSuccess: async (_, to) => {
      setAsked(undefined);
      void message.success(t(to === 'publish' ? 'policies.published' : 'policies.retired'));
      await refresh();
    },
  });
  return (
    <>
      {policy.state === 'draft' && mayWrite && (
        <Button
          disabled={!dirty || !checked.ok}
          loading={save.isPending}
          onClick={() => checked.ok && save.mutate(checked.definition)}
          data-testid="policy-save"
        >
          {t('policies.save')}
        </Button>
      )}
      {policy.state === 'draft' && mayPublish && (
        <Button
          type="primary"
          disabled={dirty}
          onClick={() => setAsked('publish')}
          data-testid="publish"
        >
          {t('policies.publish')}
        </Button>
      )}
      {policy.state !== 'draft' && mayWrite && (
        <Button
          type="primary"
          loading={copy.isPending}
          onClick={() => copy.mutate()}
          data-testid="policy-copy"
        >
          {t('policies.copy')}
        </Button>
      )}
      {policy.state === 'published' && mayPublish && (
        <Button danger onClick={() => setAsked('retire')} data-testid="policy-retire">
          {t('policies.retire')}
        </Button>
      )}
      <Modal
        open={asked !== undefined || save.isError || copy.isError}
        title={t(
          asked === 'retire'
            ? 'policies.retireTitle'
            : asked === 'publish'
              ? 'policies.publishTitle'
              : 'policies.failed',
        )}
        okText={t(asked === 'retire' ? 'policies.retire' : 'policies.publish')}
        okButtonProps={{
          danger: asked === 'retire',
          loading: move.isPending,
          'data-testid': 'publish-confirm',
          style: asked ? {} : { display: 'none' },
        }}
        onOk={() => asked !== undefined && move.mutate(asked)}
        onCancel={() => {
          setAsked(undefined);
          for (const mutation of [save, copy, move]) mutation.reset();
        }}
      >
        <div className="stack">
          {asked === 'publish' && <PublishSummary policy={policy} published={published} />}
          {asked === 'retire' && <p>{t('policies.retireHint', { scene: policy.scene })}</p>}
          <ProblemNotice problem={move.error ?? save.error ?? copy.error} />
        </div>
      </Modal>
    </>
  );
}

interface PublishSummaryProps {
  readonly policy: PolicyDetail;
  readonly published: PolicyDetail | undefined;
}

function PublishSummary({ policy, published }: PublishSummaryProps) {
  const { t } = useTranslation();
  const changes = ruleChanges(published?.definition.rules ?? [], policy.definition.rules);
  return (
    <>
      <p>
        {t('policies.publishHint', {
          version: `${policy.name}@${policy.version}`,
          scene: policy.scene,
        })}
      </p>
      <dl className="facts">
        {(['added', 'changed', 'removed'] as const).map((kind) => (
          <div key={kind}>
            <dt>{t(`policies.rules.${kind}`)}</dt>
            <dd>
              <strong className="numeric">{changes[kind].length}</strong>{' '}
              <span className="quiet mono">{changes[kind].slice(0, 4).join(', ')}</span>
            </dd>
          </div>
        ))}
      </dl>
    </>
  );
}
