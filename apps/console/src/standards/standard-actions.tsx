import type { StandardDetail, StandardVersionBody } from '@assay/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  draftStandard,
  exportStandard,
  publishStandard,
  retireStandard,
  writeStandard,
} from '../api/standards.js';
import { ProblemNotice } from '../display/problem-notice.js';
import { saveJson } from '../display/save-file.js';
import { useMay } from '../shell/session.js';
import { gapsIn, type DraftContent } from './draft-content.js';

interface StandardActionsProps {
  readonly standard: StandardDetail;
  readonly version: StandardVersionBody;
  readonly content: DraftContent;
  readonly dirty: boolean;
  readonly onVersion: (version: number) => void;
  readonly onSaved: (version: StandardVersionBody) => void;
}

/** Save, publish, retire, start the next version, or take the standard along, as state and permission allow. */
export function StandardActions(props: StandardActionsProps) {
  const { standard, version, content, dirty, onVersion, onSaved } = props;
  const { t } = useTranslation();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const mayManage = useMay('reviews:manage');
  const [asked, setAsked] = useState<'publish' | 'retire'>();
  const refresh = () =>
    Promise.all(
      [['standards'], ['standard', standard.id]].map((queryKey) =>
        queries.invalidateQueries({ queryKey }),
      ),
    );
  const body = { clauses: [...content.clauses], reviewAt: content.reviewAt };
  const save = useMutation({
    mutationFn: () => writeStandard(standard.id, version.version, body),
    onSuccess: async (saved) => {
      queries.setQueryData(['standard', standard.id, saved.version], saved);
      onSaved(saved);
      void message.success(t('standard.saved'));
      await refresh();
    },
  });
  const draft = useMutation({
    mutationFn: () => draftStandard(standard.id, body),
    onSuccess: async (next) => {
      await refresh();
      onVersion(next.version);
    },
  });
  const move = useMutation({
    mutationFn: (to: 'publish' | 'retire') =>
      (to === 'publish' ? publishStandard : retireStandard)(standard.id, version.version),
    onSuccess: async (_, to) => {
      setAsked(undefined);
      void message.success(t(`standard.done.${to}`));
      await refresh();
    },
  });
  const take = useMutation({
    mutationFn: () => exportStandard(standard.id),
    onSuccess: (file) => saveJson(`${standard.name}.json`, file),
  });
  if (!mayManage) return null;
  const openDraft = standard.versions.find(({ state }) => state === 'draft');
  return (
    <>
      {standard.published !== undefined && (
        <Button
          loading={take.isPending}
          onClick={() => take.mutate()}
          data-testid="standard-export"
        >
          {t('standard.export')}
        </Button>
      )}
      {version.state === 'published' && (
        <Button danger onClick={() => setAsked('retire')} data-testid="standard-retire">
          {t('standard.retire')}
        </Button>
      )}
      {version.state === 'draft' ? (
        <>
          <Button
            disabled={!dirty || gapsIn(content).length > 0}
            loading={save.isPending}
            onClick={() => save.mutate()}
            data-testid="standard-save"
          >
            {t('standard.save')}
          </Button>
          <Button
            type="primary"
            disabled={dirty}
            onClick={() => setAsked('publish')}
            data-testid="standard-publish"
          >
            {t('standard.publish')}
          </Button>
        </>
      ) : (
        <Button
          type="primary"
          loading={draft.isPending}
          onClick={() => (openDraft === undefined ? draft.mutate() : onVersion(openDraft.version))}
          data-testid="standard-draft"
        >
          {t(openDraft === undefined ? 'standard.draft' : 'standard.openDraft')}
        </Button>
      )}
      <Modal
        open={asked !== undefined || save.isError || draft.isError || take.isError}
        title={t(asked === undefined ? 'standard.failed' : `standard.ask.${asked}`)}
        okText={t(asked === 'retire' ? 'standard.retire' : 'standard.publish')}
        okButtonProps={{
          danger: asked === 'retire',
          loading: move.isPending,
          'data-testid': 'standard-confirm',
          style: asked === undefined ? { display: 'none' } : {},
        }}
        onOk={() => asked !== undefined && move.mutate(asked)}
        onCancel={() => {
          setAsked(undefined);
          for (const mutation of [save, draft, move, take]) mutation.reset();
        }}
      >
        <div className="stack">
          {asked !== undefined && <p>{t(`standard.ask.${asked}.hint`)}</p>}
          <ProblemNotice problem={move.error ?? save.error ?? draft.error ?? take.error} />
        </div>
      </Modal>
    </>
  );
}
