import { AgreementReportBody } from '@assay/contracts';
import { Alert, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { readAgreement } from '../api/quality.js';
import { CategoryFilter } from '../display/category-filter.js';
import { Loading } from '../display/loading.js';
import { ProblemNotice } from '../display/problem-notice.js';
import { useAddress } from '../display/use-address.js';
import { AgreementTable } from './agreement-table.js';
import { GroupChoice } from './group-choice.js';
import { GroupName } from './group-name.js';
import { oneOf, type ShownDays } from './period.js';
import { useFigures } from './use-figures.js';

const { groupBy: groupWord, label: labelWord, source: sourceWord } = AgreementReportBody.shape;

/** How far people agree with each other: all of them, inside each team, and between teams. */
export function Agreement({ days }: { readonly days: ShownDays }) {
  const { t } = useTranslation();
  const { filter, change } = useAddress(['by', 'category', 'label', 'source']);
  const groupBy = oneOf(groupWord.options, filter.by);
  const label = oneOf(labelWord.options, filter.label);
  const source = oneOf(sourceWord.options, filter.source);
  const report = useFigures({
    name: 'agreement',
    days,
    query: { groupBy, label, source, category: filter.category },
    read: readAgreement,
  });
  const { data } = report;
  return (
    <div className="stack">
      <div className="row">
        <GroupChoice
          label={t('quality.by')}
          groups={groupWord.options}
          value={groupBy}
          nameOf={(group) => t(`quality.group.${group}`)}
          onChange={(by) => change({ by })}
        />
        <CategoryFilter value={filter.category} onChange={(category) => change({ category })} />
        <Select
          className="filter"
          aria-label={t('quality.agreeOn')}
          value={label}
          onChange={(value) => change({ label: value })}
          options={labelWord.options.map((value) => ({
            value,
            label: t(`quality.label.${value}`),
          }))}
        />
        <Select
          className="filter"
          aria-label={t('quality.source')}
          value={source}
          onChange={(value) => change({ source: value })}
          options={sourceWord.options.map((value) => ({
            value,
            label: t(`quality.source.${value}`),
          }))}
        />
      </div>
      <ProblemNotice problem={report.error} />
      {data === undefined && report.isPending && <Loading />}
      {data?.truncated === true && <Alert type="info" showIcon title={t('quality.truncated')} />}
      {data?.items.length === 0 && <p className="quiet panel">{t('quality.agreementNone')}</p>}
      {data?.items.map((item) => (
        <section key={item.key ?? ''} className="panel panel-flush" data-testid="agreement">
          <h2 className="panel-title">
            <GroupName group={groupBy} itemKey={item.key} />
          </h2>
          <AgreementTable item={item} target={data.target} floor={data.floor} />
        </section>
      ))}
      <p className="quiet">{t('quality.agreementHint')}</p>
    </div>
  );
}
