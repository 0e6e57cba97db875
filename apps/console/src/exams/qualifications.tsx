import type { QualificationBody } from '@assay/contracts';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { listQualifications, revokeQualification } from '../api/exams.js';
import { listReviewers } from '../api/reviewers.js';
import { CategoryFilter } from '../display/category-filter.js';
import { CursorPager } from '../display/cursor-pager.js';
import { ProblemNotice } from '../display/problem-notice.js';
import { useAddress } from '../display/use-address.js';
import { QualificationTable } from './qualification-table.js';

/** Who may judge what; a lead takes it back with a reason. */
export function Qualifications() {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const { filter, refine } = useAddress(['reviewer', 'category', 'cursor']);
  const [revoked, setRevoked] = useState<QualificationBody>();
  const [reason, setReason] = useState('');
  const passed = useQuery({
    queryKey: ['qualifications', filter],
    queryFn: () => listQualifications(filter),
    placeholderData: keepPreviousData,
  });
  const reviewers = useQuery({ queryKey: ['reviewers', 'all'], queryFn: () => listReviewers() });
  const revoke = useMutation({
    mutationFn: (id: string) => revokeQualification(id, reason.trim()),
    onSuccess: async () => {
      setRevoked(undefined);
      setReason('');
      void message.success(t('exam.revokedNow'));
      await queries.invalidateQueries({ queryKey: ['qualifications'] });
    },
  });
  return (
    <div className="stack">
      <div className="row">
        <Select
          className="filter"
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          aria-label={t('exam.reviewer')}
          placeholder={t('exam.anyReviewer')}
          value={filter.reviewer}
          onChange={(reviewer?: string) => refine({ reviewer })}
          options={(reviewers.data?.items ?? []).map(({ userId, name }) => ({
            value: userId,
            label: name,
          }))}
        />
        <CategoryFilter value={filter.category} onChange={(category) => refine({ category })} />
      </div>
      <ProblemNotice problem={passed.error ?? reviewers.error} />
      <div className="panel panel-flush">
        <QualificationTable
          items={passed.data?.items ?? []}
          loading={passed.isPending}
          onRevoke={setRevoked}
        />
        <CursorPager nextCursor={passed.data?.nextCursor} />
      </div>
      <Modal
        open={revoked !== undefined}
        title={t('exam.revokeTitle')}
        okText={t('exam.revoke')}
        okButtonProps={{ danger: true, disabled: reason.trim() === '', loading: revoke.isPending }}
        onOk={() => revoked !== undefined && revoke.mutate(revoked.id)}
        onCancel={() => setRevoked(undefined)}
      >
        <div className="stack">
          <Input
            aria-label={t('appeal.reason')}
            placeholder={t('exam.revokeReason')}
            maxLength={1000}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
          <ProblemNotice problem={revoke.error} />
        </div>
      </Modal>
    </div>
  );
}
