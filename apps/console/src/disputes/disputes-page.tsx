import { Tabs } from 'antd';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { PageHeading } from '../display/page-heading.js';
import { useMay } from '../shell/session.js';
import { AppealList } from './appeal-list.js';
import { ReferralList } from './referral-list.js';
import { ReportList } from './report-list.js';
import { Strikes } from './strikes.js';
import { Terms } from './terms.js';
import './disputes.css';

/** What is contested, reported, counted against authors, and handed to the law. */
export function DisputesPage() {
  const { t } = useTranslation();
  const [search, setSearch] = useSearchParams();
  const mayRefer = useMay('reviews:manage');
  const tabs = [
    { key: 'appeals', label: t('disputes.tab.appeals'), children: <AppealList /> },
    { key: 'reports', label: t('disputes.tab.reports'), children: <ReportList /> },
    { key: 'strikes', label: t('disputes.tab.strikes'), children: <Strikes /> },
    ...(mayRefer
      ? [{ key: 'referrals', label: t('disputes.tab.referrals'), children: <ReferralList /> }]
      : []),
    { key: 'terms', label: t('disputes.tab.terms'), children: <Terms /> },
  ];
  return (
    <div className="page">
      <PageHeading title={t('disputes.title')} hint={t('disputes.hint')} />
      <Tabs
        activeKey={search.get('tab') ?? 'appeals'}
        onChange={(tab) => setSearch({ tab })}
        destroyOnHidden
        items={tabs}
      />
    </div>
  );
}
