import { VerdictBody, type AuthorStrikesBody } from '@assay/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Input, Modal, Table, type TableColumnsType } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { liftStrike } from '../api/disputes.js';
import { Instant } from '../display/instant.js';
import { PersonName } from '../display/person-name.js';
import { ProblemNotice } from '../display/problem-notice.js';
import { useTaxonomies } from '../display/taxonomies.js';
import { Chip, SeverityChip } from '../display/word-tags.js';
import { useMay } from '../shell/session.js';

type Strike = AuthorStrikesBody['items'][number];

/** The newest strikes of an author; one that should not count is lifted with a reason. */
export function StrikeTable({ strikes }: { readonly strikes: AuthorStrikesBody }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const [lifted, setLifted] = useState<Strike>();
  const [reason, setReason] = useState('');
  const lift = useMutation({
    mutationFn: (strike: Strike) => liftStrike(strike.id, reason.trim()),
    onSuccess: (next) => {
      queries.setQueryData(['strikes', strikes.authorId], next);
      setLifted(undefined);
      setReason('');
      void message.success(t('strike.lifted'));
    },
  });
  return (
    <>
      <div className="panel panel-flush">
        <Table<Strike>
          rowKey="id"
          columns={useColumns(setLifted)}
          dataSource={[...strikes.items]}
          pagination={false}
          scroll={{ x: 860 }}
          locale={{ emptyText: t('strike.none') }}
        />
      </div>
      <Modal
        open={lifted !== undefined}
        title={t('strike.lift')}
        okText={t('strike.lift')}
        okButtonProps={{
          disabled: reason.trim() === '',
          loading: lift.isPending,
          'data-testid': 'strike-lift-confirm',
        }}
        onOk={() => lifted !== undefined && lift.mutate(lifted)}
        onCancel={() => setLifted(undefined)}
      >
        <div className="stack">
          <Input
            aria-label={t('appeal.reason')}
            placeholder={t('strike.liftReason')}
            maxLength={2000}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
            data-testid="strike-lift-reason"
          />
          <ProblemNotice problem={lift.error} />
        </div>
      </Modal>
    </>
  );
}

function useColumns(onLift: (strike: Strike) => void): TableColumnsType<Strike> {
  const { t } = useTranslation();
  const { nameOf } = useTaxonomies();
  const mayLift = useMay('reviews:manage');
  return [
    { title: t('strike.at'), width: 150, render: (_, { at }) => <Instant at={at} /> },
    { title: t('figure.category'), render: (_, { category }) => nameOf(category) },
    {
      title: t('blacklist.severity'),
      width: 100,
      render: (_, { severity }) => <SeverityChip severity={severity} />,
    },
    {
      title: t('appeal.submission'),
      width: 170,
      render: (_, { submissionId, externalId }) => (
        <bdi>{externalId ?? <code title={submissionId}>…{submissionId.slice(-8)}</code>}</bdi>
      ),
    },
    {
      title: t('strike.state'),
      width: 250,
      render: (_, { reached, liftedAt, liftedBy, liftReason }) =>
        liftedAt === undefined ? (
          <Chip tone={reached ? 'block' : 'accent'}>
            {t(reached ? 'strike.reachedHere' : 'strike.counts')}
          </Chip>
        ) : (
          <Lifted at={liftedAt} by={liftedBy ?? byItself} reason={liftReason ?? ''} />
        ),
    },
    ...(mayLift
      ? [
          {
            title: t('disputes.action'),
            width: 100,
            render: (_: unknown, strike: Strike) =>
              strike.liftedAt === undefined && (
                <Button size="small" onClick={() => onLift(strike)} data-testid="strike-lift">
                  {t('strike.liftShort')}
                </Button>
              ),
          },
        ]
      : []),
  ];
}

// A strike is lifted by itself when the verdict changes; its reason is then the cause of the change.
const byItself = 'machine';

interface LiftedProps {
  readonly at: string;
  readonly by: string;
  readonly reason: string;
}

function Lifted({ at, by, reason }: LiftedProps) {
  const { t } = useTranslation();
  const cause = VerdictBody.shape.cause.options.find((known) => known === reason);
  return (
    <>
      <Chip tone="plain">{t('strike.liftedState')}</Chip>{' '}
      <span className="quiet">
        <Instant at={at} style="day" />
        {by !== byItself && (
          <>
            {' · '}
            <PersonName principal={by} />
          </>
        )}
      </span>
      <div>
        {by === byItself && cause !== undefined ? t(`strike.cause.${cause}`) : <bdi>{reason}</bdi>}
      </div>
    </>
  );
}
