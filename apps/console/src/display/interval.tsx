import { useTranslation } from 'react-i18next';
import { coefficientText, placeOn, shareText, type Share } from './figures.js';
import './interval.css';

const width = 120;
const edge = 5;
const middle = 8;
// Agreement far below chance says no more than agreement below chance.
const coefficientScale = [-0.5, 1] as const;

interface IntervalPlotProps {
  readonly figure: Share;
  readonly scale?: readonly [number, number];
  /** Values to compare with, drawn as dashes. */
  readonly marks?: readonly number[];
}

/** A dot with whiskers. It says nothing that the text beside it does not say. */
function IntervalPlot({ figure, scale = [0, 1], marks = [] }: IntervalPlotProps) {
  const { estimate, low, high } = figure;
  const at = (value: number) => edge + placeOn(value, scale) * (width - 2 * edge);
  return (
    <svg className="interval-plot" viewBox={`0 0 ${width} ${2 * middle}`} aria-hidden="true">
      <line className="interval-axis" x1={edge} x2={width - edge} y1={middle} y2={middle} />
      {marks.map((mark) => (
        <line key={mark} className="interval-mark" x1={at(mark)} x2={at(mark)} y1={1} y2={15} />
      ))}
      {low !== null && high !== null && (
        <path
          className="interval-whiskers"
          d={`M${at(low)} 4V12M${at(low)} ${middle}H${at(high)}M${at(high)} 4V12`}
        />
      )}
      {typeof estimate === 'number' && (
        <circle className="interval-dot" cx={at(estimate)} cy={middle} r={4} />
      )}
    </svg>
  );
}

interface ShareFigureProps {
  /** `trials`: how many were counted. */
  readonly share: Share & { readonly trials: number };
  readonly marks?: readonly number[];
}

/** A share, its 95 % interval and how many were counted; never the share alone. */
export function ShareFigure({ share, marks = [] }: ShareFigureProps) {
  const { t, i18n } = useTranslation();
  const text = share.trials === 0 ? undefined : shareText(share, i18n.language);
  if (text === undefined) return <span className="quiet">{t('figure.notMeasured')}</span>;
  return (
    <div className="figure-cell">
      <span className="numeric nowrap">
        <strong>{text.estimate}</strong> <span className="quiet">({text.interval})</span>
      </span>
      <IntervalPlot figure={share} marks={marks} />
      <span className="quiet numeric">{t('figure.counted', { count: share.trials })}</span>
    </div>
  );
}

interface CoefficientFigureProps {
  readonly coefficient: Share | null;
  readonly marks: readonly number[];
}

export function CoefficientFigure({ coefficient, marks }: CoefficientFigureProps) {
  const { t } = useTranslation();
  const text = coefficient === null ? undefined : coefficientText(coefficient);
  if (coefficient === null || text === undefined)
    return <span className="quiet">{t('figure.undefined')}</span>;
  return (
    <div className="figure-cell">
      <span className="numeric nowrap">
        <strong>{text.estimate}</strong>{' '}
        {text.interval !== '' && <span className="quiet">[{text.interval}]</span>}
      </span>
      <IntervalPlot figure={coefficient} scale={coefficientScale} marks={marks} />
    </div>
  );
}
