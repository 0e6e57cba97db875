import type { ReasonBody, ReviewTaskBody } from '@assay/contracts';
import { Tooltip } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useTaxonomies } from '../display/taxonomies.js';
import { PlainChip, SeverityChip } from '../display/word-tags.js';
import { useMay } from '../shell/session.js';
import { useTransformName } from './transform-name.js';

interface ReasonsProps {
  readonly task: ReviewTaskBody;
  readonly onPoint: (reason: number | undefined) => void;
}

/** Why the task is here: what machine review found, strongest first. */
export function Reasons({ task, onPoint }: ReasonsProps) {
  const { t } = useTranslation();
  const reasons = task.decision?.reasons ?? [];
  return (
    <section className="panel" aria-label={t('review.why')}>
      <h2 className="row">
        {t('review.why')}
        {task.purpose !== 'first_review' && <PlainChip>{t(`purpose.${task.purpose}`)}</PlainChip>}
        {task.level > 0 && <PlainChip>{t('review.level', { level: task.level })}</PlainChip>}
      </h2>
      {reasons.length === 0 && (
        <p className="quiet">
          {t(task.decision === undefined ? 'review.machineHidden' : 'review.noReasons')}
        </p>
      )}
      <ol className="reasons">
        {reasons.map((reason, index) => (
          <li
            key={index}
            onMouseEnter={() => onPoint(index)}
            onMouseLeave={() => onPoint(undefined)}
          >
            <span className="reason-number numeric">{index + 1}</span>
            <ReasonLine reason={reason} />
          </li>
        ))}
      </ol>
    </section>
  );
}

function ReasonLine({ reason }: { readonly reason: ReasonBody }) {
  const { t } = useTranslation();
  const { taxonomies, languageOf } = useTaxonomies();
  const names = taxonomies
    .flatMap(({ categories }) => categories)
    .find(({ id }) => id === reason.category)?.names;
  const other = languageOf === 'en' ? 'zh-CN' : 'en';
  return (
    <div className="reason">
      <div className="row">
        <Tooltip title={names?.[other]}>
          <strong>
            {names?.[languageOf] ??
              (reason.category === 'system' ? t('review.system') : reason.category)}
          </strong>
        </Tooltip>
        <SeverityChip severity={reason.severity} />
        {reason.message !== '' && <span>{reason.message}</span>}
      </div>
      <div className="reason-source quiet">
        <span className="mono">{reason.category}</span>
        <Source reason={reason} />
        {reason.score !== undefined && (
          <span className="numeric">{t('review.score', { score: reason.score.toFixed(2) })}</span>
        )}
        <Transforms names={reason.transforms ?? []} />
      </div>
    </div>
  );
}

function Source({ reason }: { readonly reason: ReasonBody }) {
  const { t } = useTranslation();
  const mayRead = useMay('blacklist:read');
  if (reason.entry === undefined) {
    return (
      <span>
        {t('review.rule')} <code>{reason.rule}</code>
      </span>
    );
  }
  return (
    <span>
      {t('review.entry')}{' '}
      {mayRead ? (
        <Link to={`/blacklist?entry=${reason.entry}`}>
          <code>{reason.entry.slice(-8)}</code>
        </Link>
      ) : (
        <code>{reason.entry.slice(-8)}</code>
      )}
    </span>
  );
}

function Transforms({ names }: { readonly names: readonly string[] }) {
  const { t } = useTranslation();
  const transformName = useTransformName();
  if (names.length === 0) return null;
  return (
    <Tooltip title={names.map(transformName).join(' → ')}>
      <span className="transforms" tabIndex={0}>
        {t('review.transforms', { count: names.length })}
      </span>
    </Tooltip>
  );
}
