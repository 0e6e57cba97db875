import type { AgreementReportBody } from '@assay/contracts';
import { Table, type TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import { CoefficientFigure } from '../display/interval.js';
import { Chip, type Tone } from '../display/word-tags.js';
import { agreementLines, type AgreementLine } from './agreement-lines.js';

type Item = AgreementReportBody['items'][number];

interface AgreementTableProps {
  readonly item: Item;
  readonly target: number;
  readonly floor: number;
}

const tones: Readonly<Record<AgreementLine['agreement']['level'], Tone>> = {
  reached: 'pass',
  tolerable: 'restrict',
  below_floor: 'block',
  unknown: 'plain',
};

export function AgreementTable({ item, target, floor }: AgreementTableProps) {
  const { t } = useTranslation();
  const marks = [floor, target];
  const columns: TableColumnsType<AgreementLine> = [
    { title: t('quality.whose'), render: (_, line) => <Whose line={line} /> },
    {
      title: t('quality.units'),
      width: 140,
      render: (_, { agreement }) => (
        <span className="numeric">
          {agreement.units}
          <div className="quiet">
            {t('quality.voices', { voices: agreement.voices, labels: agreement.labels })}
          </div>
        </span>
      ),
    },
    {
      title: (
        <>
          {t('quality.alpha')}
          <div className="column-hint">{t('quality.alphaHint')}</div>
        </>
      ),
      width: 165,
      render: (_, { agreement }) => (
        <CoefficientFigure coefficient={agreement.alpha} marks={marks} />
      ),
    },
    {
      title: t('quality.level'),
      width: 175,
      render: (_, { agreement: { level } }) => (
        <Chip tone={tones[level]}>{t(`quality.level.${level}`, { target, floor })}</Chip>
      ),
    },
    {
      title: (
        <>
          {t('quality.cohen')}
          <div className="column-hint">{t('quality.cohenHint')}</div>
        </>
      ),
      width: 165,
      render: (_, { agreement }) => (
        <CoefficientFigure coefficient={agreement.cohen} marks={marks} />
      ),
    },
    {
      title: (
        <>
          {t('quality.fleiss')}
          <div className="column-hint">{t('quality.fleissHint')}</div>
        </>
      ),
      width: 165,
      render: (_, { agreement }) => (
        <CoefficientFigure coefficient={agreement.fleiss} marks={marks} />
      ),
    },
  ];
  return (
    <Table<AgreementLine>
      rowKey="key"
      columns={columns}
      dataSource={[...agreementLines(item)]}
      pagination={false}
      scroll={{ x: 1000 }}
    />
  );
}

function Whose({ line }: { readonly line: AgreementLine }) {
  const { t } = useTranslation();
  const [first = '', second = ''] = line.teams;
  if (line.kind === 'within') return <>{t('quality.whose.within', { team: first })}</>;
  if (line.kind === 'pair') return <>{t('quality.whose.pair', { first, second })}</>;
  return <strong>{t(`quality.whose.${line.kind}`)}</strong>;
}
