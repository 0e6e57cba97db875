import type { ReferralPage } from '@assay/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Table, type TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { listReferrals, readBundle } from '../api/disputes.js';
import { CursorPager } from '../display/cursor-pager.js';
import { Instant } from '../display/instant.js';
import { PersonName } from '../display/person-name.js';
import { ProblemNotice } from '../display/problem-notice.js';
import { saveJson } from '../display/save-file.js';
import { useAddress } from '../display/use-address.js';
import { Chip } from '../display/word-tags.js';

type Referral = z.infer<typeof ReferralPage>['items'][number];

/** What was kept for a legal department or an authority, with the bundle to hand over. */
export function ReferralList() {
  const { t } = useTranslation();
  const { filter } = useAddress(['cursor']);
  const queries = useQueryClient();
  const referrals = useQuery({
    queryKey: ['referrals', filter.cursor],
    queryFn: () => listReferrals(filter.cursor),
  });
  const download = useMutation({
    mutationFn: readBundle,
    onSuccess: async (bundle, id) => {
      saveJson(`incident-${id}.json`, bundle);
      await queries.invalidateQueries({ queryKey: ['referrals'] });
    },
  });
  const columns: TableColumnsType<Referral> = [
    {
      title: t('referral.submission'),
      render: (_, { submissionId, note }) => (
        <>
          <code>{submissionId}</code>
          {note !== undefined && (
            <div>
              <bdi>{note}</bdi>
            </div>
          )}
        </>
      ),
    },
    {
      title: t('referral.authority'),
      width: 150,
      render: (_, { authority }) => (
        <Chip tone="block">{t(`referral.authority.${authority}`)}</Chip>
      ),
    },
    {
      title: t('referral.by'),
      width: 190,
      render: (_, { referredBy, createdAt }) => (
        <>
          <PersonName principal={referredBy} />
          <div className="quiet">
            <Instant at={createdAt} />
          </div>
        </>
      ),
    },
    {
      title: t('referral.exported'),
      width: 190,
      render: (_, { exportedAt, exportedBy }) =>
        exportedAt === undefined ? (
          <span className="quiet">{t('referral.notExported')}</span>
        ) : (
          <>
            {exportedBy !== undefined && <PersonName principal={exportedBy} />}
            <div className="quiet">
              <Instant at={exportedAt} />
            </div>
          </>
        ),
    },
    {
      title: t('referral.digest'),
      width: 140,
      render: (_, { bundleSha256 }) => (
        <code title={bundleSha256}>{bundleSha256.slice(0, 12)}…</code>
      ),
    },
    {
      title: t('disputes.action'),
      width: 130,
      render: (_, { id }) => (
        <Button
          size="small"
          loading={download.isPending && download.variables === id}
          onClick={() => download.mutate(id)}
          data-testid="referral-download"
        >
          {t('referral.download')}
        </Button>
      ),
    },
  ];
  return (
    <div className="stack">
      <p className="quiet">{t('referral.hint')}</p>
      <ProblemNotice problem={referrals.error ?? download.error} />
      <div className="panel panel-flush">
        <Table<Referral>
          rowKey="id"
          columns={columns}
          dataSource={[...(referrals.data?.items ?? [])]}
          loading={referrals.isPending}
          pagination={false}
          scroll={{ x: 980 }}
          locale={{ emptyText: t('referral.none') }}
        />
        <CursorPager nextCursor={referrals.data?.nextCursor} />
      </div>
    </div>
  );
}
