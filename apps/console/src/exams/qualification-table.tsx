import type { QualificationBody } from '@assay/contracts';
import { Button, Table, type TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import { Instant } from '../display/instant.js';
import { PersonName } from '../display/person-name.js';
import { useTaxonomies } from '../display/taxonomies.js';
import { Chip } from '../display/word-tags.js';

interface QualificationTableProps {
  readonly items: readonly QualificationBody[];
  readonly loading: boolean;
  /** With it, the table is about several people, whose qualifications may be taken back. */
  readonly onRevoke?: (qualification: QualificationBody) => void;
}

export function QualificationTable({ items, loading, onRevoke }: QualificationTableProps) {
  const { t } = useTranslation();
  const { nameOf } = useTaxonomies();
  const columns: TableColumnsType<QualificationBody> = [
    ...(onRevoke === undefined
      ? []
      : [
          {
            title: t('exam.reviewer'),
            width: 180,
            render: (_: unknown, { reviewer }: QualificationBody) => (
              <PersonName principal={reviewer} />
            ),
          },
        ]),
    { title: t('figure.category'), render: (_, { category }) => nameOf(category) },
    {
      title: t('exam.state'),
      width: 240,
      render: (_, qualification) => <Standing qualification={qualification} />,
    },
    {
      title: t('exam.passedAt'),
      width: 130,
      render: (_, { passedAt }) => <Instant at={passedAt} style="day" />,
    },
    {
      title: t('exam.expiresAt'),
      width: 200,
      render: (_, { expiresAt, shortenedBy }) => (
        <>
          <Instant at={expiresAt} style="day" />
          {shortenedBy !== undefined && (
            <div className="quiet">{t('exam.shortened', { change: shortenedBy })}</div>
          )}
        </>
      ),
    },
    ...(onRevoke === undefined
      ? []
      : [
          {
            title: t('disputes.action'),
            width: 110,
            render: (_: unknown, qualification: QualificationBody) =>
              qualification.inForce && (
                <Button
                  size="small"
                  danger
                  onClick={() => onRevoke(qualification)}
                  data-testid="qualification-revoke"
                >
                  {t('exam.revoke')}
                </Button>
              ),
          },
        ]),
  ];
  return (
    <Table<QualificationBody>
      rowKey="id"
      columns={columns}
      dataSource={[...items]}
      loading={loading}
      pagination={false}
      scroll={{ x: 720 }}
      locale={{ emptyText: t('exam.noQualifications') }}
    />
  );
}

function Standing({ qualification }: { readonly qualification: QualificationBody }) {
  const { t } = useTranslation();
  const { inForce, revokedAt, revokedReason } = qualification;
  if (inForce) return <Chip tone="pass">{t('exam.inForce')}</Chip>;
  if (revokedAt === undefined) return <Chip tone="plain">{t('exam.expired')}</Chip>;
  return (
    <>
      <Chip tone="block">{t('exam.revoked')}</Chip>
      <div className="quiet">
        <bdi>{revokedReason}</bdi>
      </div>
    </>
  );
}
