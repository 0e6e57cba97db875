import type { ExamBody } from '@assay/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Popconfirm, Table, type TableColumnsType } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { closeExam, listExams } from '../api/exams.js';
import { CursorPager } from '../display/cursor-pager.js';
import { percentText } from '../display/figures.js';
import { ProblemNotice } from '../display/problem-notice.js';
import { useTaxonomies } from '../display/taxonomies.js';
import { useAddress } from '../display/use-address.js';
import { Chip } from '../display/word-tags.js';
import { ExamDrawer } from './exam-drawer.js';

/** The exams of the tenant; an exam that is closed takes no more attempts. */
export function ExamManagement() {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const { filter } = useAddress(['cursor']);
  const [edited, setEdited] = useState<ExamBody | 'new'>();
  const exams = useQuery({ queryKey: ['exams', filter], queryFn: () => listExams(filter) });
  const close = useMutation({
    mutationFn: closeExam,
    onSuccess: async () => {
      void message.success(t('exam.closedNow'));
      await queries.invalidateQueries({ queryKey: ['exams'] });
    },
  });
  return (
    <div className="stack">
      <div>
        <Button type="primary" onClick={() => setEdited('new')} data-testid="exam-new">
          {t('exam.new')}
        </Button>
      </div>
      <ProblemNotice problem={exams.error ?? close.error} />
      <div className="panel panel-flush">
        <Table<ExamBody>
          rowKey="id"
          columns={useColumns({ onEdit: setEdited, onClose: (id) => close.mutate(id) })}
          dataSource={[...(exams.data?.items ?? [])]}
          loading={exams.isPending}
          pagination={false}
          scroll={{ x: 900 }}
          locale={{ emptyText: t('exam.none') }}
        />
        <CursorPager nextCursor={exams.data?.nextCursor} />
      </div>
      {edited !== undefined && (
        <ExamDrawer
          exam={edited === 'new' ? undefined : edited}
          onClose={() => setEdited(undefined)}
        />
      )}
    </div>
  );
}

interface ExamMoves {
  readonly onEdit: (exam: ExamBody) => void;
  readonly onClose: (id: string) => void;
}

function useColumns({ onEdit, onClose }: ExamMoves): TableColumnsType<ExamBody> {
  const { t, i18n } = useTranslation();
  const { nameOf } = useTaxonomies();
  const numeric = { align: 'right', className: 'numeric' } as const;
  return [
    {
      title: t('exam.name'),
      render: (_, exam) => (
        <>
          <button
            type="button"
            className="entry-value"
            onClick={() => onEdit(exam)}
            data-testid={`exam-edit-${exam.name}`}
          >
            {exam.name}
          </button>
          <div className="quiet">{nameOf(exam.category)}</div>
        </>
      ),
    },
    {
      title: t('exam.state'),
      width: 110,
      render: (_, { state }) => (
        <Chip tone={state === 'open' ? 'pass' : 'plain'}>{t(`exam.state.${state}`)}</Chip>
      ),
    },
    {
      title: t('exam.goldItems'),
      width: 200,
      render: (_, { setName, itemCount }) => (
        <>
          <span className="numeric">{t('exam.items', { count: itemCount })}</span>
          {setName !== undefined && (
            <div className="quiet">
              <bdi>{setName}</bdi>
            </div>
          )}
        </>
      ),
    },
    {
      ...numeric,
      title: t('exam.passMark'),
      width: 110,
      render: (_, { passMark }) => percentText(passMark, i18n.language),
    },
    {
      ...numeric,
      title: t('exam.validity'),
      width: 120,
      render: (_, { validDays }) => t('exam.days', { count: validDays }),
    },
    {
      ...numeric,
      title: t('exam.coolDown'),
      width: 130,
      render: (_, { coolDownHours }) => t('exam.hours', { count: coolDownHours }),
    },
    {
      title: t('disputes.action'),
      width: 110,
      render: (_, { id, state }) =>
        state === 'open' && (
          <Popconfirm title={t('exam.closeAsk')} onConfirm={() => onClose(id)}>
            <Button size="small">{t('exam.close')}</Button>
          </Popconfirm>
        ),
    },
  ];
}
