import type { BlacklistEntryDetail } from '@assay/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { confirmImport, moveEntry } from '../api/blacklist.js';
import { ProblemNotice } from '../display/problem-notice.js';
import { useMay, useMe } from '../shell/session.js';
import { readStored, writeStored } from '../shell/stored.js';

type State = BlacklistEntryDetail['state'];

// Moves that give an entry effect; the gateway decides, this only explains beforehand.
const givesEffect: readonly State[] = ['active', 'shadow'];

/** The moves open from the entry's state. Who proposed it cannot confirm it, and is told so. */
export function EntryMoves({ entry }: { readonly entry: BlacklistEntryDetail }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const me = useMe();
  const mayConfirm = useMay('blacklist:confirm');
  const mayPropose = useMay('blacklist:propose');
  const draftName = `draft.move.${entry.id}`;
  const [reason, setReason] = useState(() => readStored(draftName, ''));
  const type = (text: string) => {
    setReason(text);
    writeStored(draftName, text === '' ? undefined : text);
  };
  const refresh = () =>
    Promise.all([
      queries.invalidateQueries({ queryKey: ['entry', entry.id] }),
      queries.invalidateQueries({ queryKey: ['entries'] }),
    ]);
  const move = useMutation({
    mutationFn: (to: State) =>
      moveEntry(entry.id, { to, reason: reason.trim(), version: entry.version }),
    onSuccess: (_, to) => {
      type('');
      void message.success(t('blacklist.moved', { state: t(`entryState.${to}`) }));
    },
    onSettled: refresh,
  });
  const confirmAll = useMutation({
    mutationFn: confirmImport,
    onSuccess: ({ confirmed }) =>
      void message.success(t('blacklist.importConfirmed', { count: confirmed })),
    onSettled: refresh,
  });
  if (entry.nextStates.length === 0) return <p className="quiet">{t('blacklist.noMoves')}</p>;
  if (!entry.own && !mayConfirm) return null;
  const own = entry.proposedBy === me.principal;
  const needsSecond = (to: State) =>
    givesEffect.includes(to) && !(entry.state === 'active' && to === 'shadow');
  const blocked = own && entry.nextStates.some(needsSecond);
  const allowed = (to: State) => (needsSecond(to) ? mayConfirm && !own : mayConfirm || mayPropose);
  return (
    <section className="drawer-section panel">
      <h2>{t('blacklist.moves')}</h2>
      {blocked && (
        <Alert
          type="info"
          showIcon
          data-testid="needs-second"
          title={t('blacklist.needsSecond')}
          description={t('blacklist.needsSecondHint')}
        />
      )}
      <Input
        aria-label={t('blacklist.reason')}
        placeholder={t('blacklist.reason')}
        maxLength={2000}
        value={reason}
        onChange={(event) => type(event.target.value)}
        data-testid="move-reason"
      />
      <div className="row">
        {entry.nextStates.map((to) => (
          <Button
            key={to}
            data-testid={`move-${to}`}
            type={to === 'active' ? 'primary' : 'default'}
            danger={to === 'retired'}
            disabled={!allowed(to)}
            loading={move.isPending && move.variables === to}
            onClick={() => move.mutate(to)}
          >
            {t(`blacklist.moveTo.${to}`)}
          </Button>
        ))}
        {entry.importId !== undefined && entry.state === 'proposed' && allowed('active') && (
          <Button
            loading={confirmAll.isPending}
            onClick={() => confirmAll.mutate(entry.importId as string)}
            data-testid="import-confirm"
          >
            {t('blacklist.importConfirm')}
          </Button>
        )}
      </div>
      <ProblemNotice problem={move.error ?? confirmAll.error} />
    </section>
  );
}
