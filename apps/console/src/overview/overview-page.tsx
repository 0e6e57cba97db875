import type { OverviewBody } from '@assay/contracts';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { readOverview } from '../api/overview.js';
import { clockText, Instant } from '../display/instant.js';
import { Loading } from '../display/loading.js';
import { PageHeading } from '../display/page-heading.js';
import { ProblemNotice } from '../display/problem-notice.js';
import { useTaxonomies } from '../display/taxonomies.js';
import { OutcomeChart } from './outcome-chart.js';
import './overview-page.css';

const refreshMs = 10_000;

/** The last 24 hours of this tenant. */
export function OverviewPage() {
  const { t } = useTranslation();
  const overview = useQuery({
    queryKey: ['overview'],
    queryFn: readOverview,
    refetchInterval: refreshMs,
  });
  const { data } = overview;
  return (
    <div className="page">
      <PageHeading
        title={t('overview.title')}
        hint={
          data === undefined ? (
            t('overview.hint')
          ) : (
            <>
              {t('overview.hint')} · {t('overview.asOf')} <Instant at={data.at} style="second" />
            </>
          )
        }
      />
      <ProblemNotice problem={overview.error} />
      {data === undefined && overview.isPending && <Loading />}
      {data !== undefined && (
        <>
          <Counters overview={data} />
          <section className="panel">
            <h2>{t('overview.outcomes')}</h2>
            <OutcomeChart hours={data.hours} />
          </section>
          <div className="overview-grid">
            <TopRules rules={data.topRules} />
            <Models models={data.models} />
            <Deciders outcomes={data.outcomes} />
            <Machinery overview={data} />
          </div>
        </>
      )}
    </div>
  );
}

function Counters({ overview }: { readonly overview: OverviewBody }) {
  const { t, i18n } = useTranslation();
  const number = new Intl.NumberFormat(i18n.language);
  const waitedMs =
    overview.oldestUndecidedAt === undefined
      ? undefined
      : Date.parse(overview.at) - Date.parse(overview.oldestUndecidedAt);
  const { medianDecisionMs } = overview;
  return (
    <section className="counters" aria-label={t('overview.title')}>
      <Counter label={t('overview.submissions')} value={number.format(overview.submissions24h)} />
      <Counter label={t('overview.decided')} value={number.format(overview.decided24h)} />
      <Counter label={t('overview.waiting')} value={number.format(overview.waiting)} />
      <Counter
        label={t('overview.openTasks')}
        value={number.format(overview.openTasks)}
        hint={
          overview.overdueTasks > 0
            ? t('overview.overdue', { count: overview.overdueTasks })
            : undefined
        }
        alarming={overview.overdueTasks > 0}
      />
      <Counter
        label={t('overview.oldest')}
        value={waitedMs === undefined ? '—' : clockText(Math.max(0, waitedMs))}
      />
      <Counter
        label={t('overview.median')}
        value={
          medianDecisionMs === undefined
            ? '—'
            : t('overview.ms', { value: medianDecisionMs.toFixed(0) })
        }
      />
    </section>
  );
}

interface CounterProps {
  readonly label: string;
  readonly value: string;
  readonly hint?: string | undefined;
  readonly alarming?: boolean;
}

const Counter = ({ label, value, hint, alarming = false }: CounterProps) => (
  <div className="panel counter">
    <div className="quiet">{label}</div>
    <div className="counter-value numeric">{value}</div>
    {hint !== undefined && <div className={alarming ? 'counter-alarm' : 'quiet'}>{hint}</div>}
  </div>
);

function TopRules({ rules }: { readonly rules: OverviewBody['topRules'] }) {
  const { t } = useTranslation();
  const { nameOf } = useTaxonomies();
  const most = Math.max(1, ...rules.map(({ count }) => count));
  return (
    <section className="panel">
      <h2>{t('overview.topRules')}</h2>
      {rules.length === 0 && <p className="quiet">{t('overview.nothing')}</p>}
      <ol className="bars">
        {rules.map(({ rule, entry, category, count }) => (
          <li key={`${rule} ${entry ?? ''}`}>
            <div className="bar-line">
              <span className="bar-name">
                {entry === undefined ? (
                  <code>{rule}</code>
                ) : (
                  <Link to={`/blacklist?entry=${entry}`}>
                    {t('overview.entry')} <code>{entry.slice(-8)}</code>
                  </Link>
                )}
                <span className="quiet">{nameOf(category)}</span>
              </span>
              <span className="numeric">{count}</span>
            </div>
            <div className="bar" style={{ width: `${(count / most) * 100}%` }} />
          </li>
        ))}
      </ol>
    </section>
  );
}

function Models({ models }: { readonly models: OverviewBody['models'] }) {
  const { t } = useTranslation();
  return (
    <section className="panel">
      <h2>{t('overview.models')}</h2>
      {models.length === 0 && <p className="quiet">{t('overview.nothing')}</p>}
      <ol className="bars">
        {models.map(({ model, submissions, violations }) => {
          const share = submissions === 0 ? 0 : violations / submissions;
          return (
            <li key={model}>
              <div className="bar-line">
                <bdi className="bar-name">{model}</bdi>
                <span className="quiet numeric">
                  {t('overview.violations', { violations, submissions })}
                </span>
                <span className="numeric bar-share">{(share * 100).toFixed(1)}%</span>
              </div>
              <div
                className="bar bar-violations"
                style={{ width: `${Math.max(share * 100, 0.5)}%` }}
              />
            </li>
          );
        })}
      </ol>
    </section>
  );
}

function Deciders({ outcomes }: { readonly outcomes: OverviewBody['outcomes'] }) {
  const { t } = useTranslation();
  const of = (outcome: 'pass' | 'restrict' | 'block', decidedBy: 'machine' | 'human') =>
    outcomes
      .filter((row) => row.outcome === outcome && row.decidedBy === decidedBy)
      .reduce((sum, row) => sum + row.count, 0);
  return (
    <section className="panel">
      <h2>{t('overview.deciders')}</h2>
      <table className="figures">
        <thead>
          <tr>
            <th scope="col">{t('overview.outcome')}</th>
            <th scope="col">{t('overview.machine')}</th>
            <th scope="col">{t('overview.human')}</th>
          </tr>
        </thead>
        <tbody>
          {(['pass', 'restrict', 'block'] as const).map((outcome) => (
            <tr key={outcome}>
              <th scope="row">{t(`outcome.${outcome}`)}</th>
              <td className="numeric">{of(outcome, 'machine')}</td>
              <td className="numeric">{of(outcome, 'human')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Machinery({ overview }: { readonly overview: OverviewBody }) {
  const { t } = useTranslation();
  const { webhooks } = overview;
  const healthy = webhooks.exhausted24h === 0 && webhooks.disabledEndpoints === 0;
  return (
    <section className="panel">
      <h2 className="row">
        {t('overview.webhooks')}
        <span className={healthy ? 'chip chip-pass' : 'chip chip-block'}>
          {t(healthy ? 'overview.healthy' : 'overview.unhealthy')}
        </span>
      </h2>
      <dl className="facts">
        <Figure label={t('overview.delivered')} value={webhooks.delivered24h} />
        <Figure label={t('overview.pending')} value={webhooks.pending} />
        <Figure label={t('overview.exhausted')} value={webhooks.exhausted24h} />
        <Figure label={t('overview.disabledEndpoints')} value={webhooks.disabledEndpoints} />
        <Figure label={t('overview.listVersion')} value={overview.blacklistVersion} />
      </dl>
    </section>
  );
}

const Figure = ({ label, value }: { readonly label: string; readonly value: number }) => (
  <div>
    <dt>{label}</dt>
    <dd className="numeric figure">{value}</dd>
  </div>
);
