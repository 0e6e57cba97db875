import type { PolicyDefinitionBody } from '@assay/contracts';
import { Table, type TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import { durationText } from '../display/instant.js';
import { useTaxonomies } from '../display/taxonomies.js';
import { ActionChip, PlainChip, SeverityChip } from '../display/word-tags.js';

type Rule = PolicyDefinitionBody['rules'][number];

/** The rules to read, and where the rest goes. */
export function RuleTable({ definition }: { readonly definition: PolicyDefinitionBody }) {
  const { t } = useTranslation();
  const { taxonomies, nameOf, languageOf } = useTaxonomies();
  const columns: TableColumnsType<Rule> = [
    {
      title: t('policies.rule'),
      render: (_, rule) => (
        <>
          <div>{rule.message ?? rule.id}</div>
          <span className="quiet mono">{rule.id}</span>
        </>
      ),
    },
    {
      title: t('policies.ruleKind'),
      width: 100,
      render: (_, { kind }) => <PlainChip>{t(`kind.${kind}`)}</PlainChip>,
    },
    { title: t('policies.condition'), render: (_, rule) => <Condition rule={rule} /> },
    { title: t('policies.category'), width: 220, render: (_, { category }) => nameOf(category) },
    {
      title: t('policies.severity'),
      width: 90,
      render: (_, { severity }) => <SeverityChip severity={severity} />,
    },
    {
      title: t('policies.action'),
      width: 110,
      render: (_, { action }) => <ActionChip action={action} />,
    },
  ];
  const { routing } = definition;
  const { dueSeconds } = routing;
  return (
    <div className="stack">
      <section className="panel">
        <dl className="facts">
          <Fact
            label={t('policies.taxonomy')}
            value={
              taxonomies.find(({ id }) => id === definition.taxonomy)?.names[languageOf] ??
              definition.taxonomy
            }
          />
          <Fact label={t('policies.queue')} value={routing.queue} />
          <Fact label={t('policies.undo')} value={durationText(routing.undoSeconds, languageOf)} />
          <Fact
            label={t('policies.due')}
            value={(['critical', 'high', 'medium', 'low'] as const)
              .map(
                (severity) =>
                  `${t(`severity.${severity}`)} ${durationText(dueSeconds[severity], languageOf)}`,
              )
              .join(' · ')}
          />
          <Fact
            label={t('policies.blockThreshold')}
            value={String(definition.blockThreshold ?? 0)}
          />
          <Fact
            label={t('policies.reviewThreshold')}
            value={String(definition.reviewThreshold ?? 0)}
          />
          <Fact
            label={t('policies.useBlacklist')}
            value={t(definition.useBlacklist === false ? 'policies.no' : 'policies.yes')}
          />
        </dl>
      </section>
      <div className="panel panel-flush">
        <Table<Rule>
          rowKey="id"
          columns={columns}
          dataSource={definition.rules}
          pagination={{ pageSize: 50, hideOnSinglePage: true, showSizeChanger: false }}
          scroll={{ x: 900 }}
          locale={{ emptyText: t('policies.noRules') }}
        />
      </div>
    </div>
  );
}

const Fact = ({ label, value }: { readonly label: string; readonly value: string }) => (
  <div>
    <dt>{label}</dt>
    <dd>{value}</dd>
  </div>
);

const shownWords = 6;

function Condition({ rule }: { readonly rule: Rule }) {
  const { t } = useTranslation();
  if (rule.kind === 'pattern') return <code>{rule.pattern}</code>;
  const words =
    rule.kind === 'entity' ? rule.entities.map((name) => t(`entity.${name}`)) : rule.terms;
  const rest = words.length - shownWords;
  return (
    <span>
      {rule.kind === 'term' && rule.match !== undefined && rule.match !== 'any' && (
        <span className="quiet">
          {t(`policies.match.${rule.match}`, { distance: rule.distance ?? 0 })}{' '}
        </span>
      )}
      {rule.kind === 'entity' && rule.minimumCount !== undefined && (
        <span className="quiet">{t('policies.atLeast', { count: rule.minimumCount })} </span>
      )}
      <bdi>{words.slice(0, shownWords).join('、')}</bdi>
      {rest > 0 && <span className="quiet"> {t('policies.andMore', { count: rest })}</span>}
    </span>
  );
}
