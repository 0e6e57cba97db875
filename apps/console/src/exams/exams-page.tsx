import { Tabs } from 'antd';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { PageHeading } from '../display/page-heading.js';
import { useMay } from '../shell/session.js';
import { ExamManagement } from './exam-management.js';
import { GoldList } from './gold-list.js';
import { OwnExams } from './own-exams.js';
import { Qualifications } from './qualifications.js';
import { Reviewers } from './reviewers.js';
import './exams.css';

/** Who may judge what, and how that is found out. Reviewers see their own side of it only. */
export function ExamsPage() {
  const { t } = useTranslation();
  const [search, setSearch] = useSearchParams();
  const mayWork = useMay('reviews:work');
  const mayManage = useMay('reviews:manage');
  const tabs = [
    ...(mayWork ? [{ key: 'own', label: t('exam.tab.own'), children: <OwnExams /> }] : []),
    ...(mayManage
      ? [
          { key: 'manage', label: t('exam.tab.manage'), children: <ExamManagement /> },
          { key: 'gold', label: t('exam.tab.gold'), children: <GoldList /> },
          { key: 'people', label: t('exam.tab.people'), children: <Qualifications /> },
          { key: 'reviewers', label: t('exam.tab.reviewers'), children: <Reviewers /> },
        ]
      : []),
  ];
  return (
    <div className="page">
      <PageHeading title={t('exam.title')} hint={t('exam.hint')} />
      <Tabs
        activeKey={search.get('tab') ?? tabs[0]?.key ?? 'own'}
        onChange={(tab) => setSearch({ tab })}
        destroyOnHidden
        items={tabs}
      />
    </div>
  );
}
