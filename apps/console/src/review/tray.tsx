import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { serverNowMs } from '../api/server-clock.js';
import type { DraftBody, ProblemBody } from '@assay/contracts';
import { useTaxonomies } from '../display/taxonomies.js';
import { RulingChip } from '../display/word-tags.js';
import { lastRefused, lastUndoable, type Desk, type TrayItem } from './desk-state.js';
import { useTick } from './use-tick.js';

interface TrayProps {
  readonly tray: Desk['tray'];
  readonly onUndo: (taskId: string) => void;
  readonly onRetry: (taskId: string) => void;
  readonly onReopen: (taskId: string) => void;
  readonly onClear: (taskId: string) => void;
}

/** Rulings that are not final yet: on their way, inside the undo window, or in need of help. */
export function Tray({ tray, onUndo, onRetry, onReopen, onClear }: TrayProps) {
  const { t } = useTranslation();
  const { nameOf } = useTaxonomies();
  useTick(250, tray.length > 0);
  const undoable = lastUndoable({ held: [], tray, drafts: {} }, serverNowMs());
  const refused = lastRefused(tray);
  return (
    <section className="tray" aria-label={t('review.tray')} aria-live="polite">
      {tray.toReversed().map((item) => (
        <div
          key={item.taskId}
          className={`tray-item tray-${item.state}`}
          data-testid="tray-item"
          data-state={item.state}
        >
          <div className="row">
            <RulingChip {...said(item)} />
            {item.ruling.category !== undefined && <span>{nameOf(item.ruling.category)}</span>}
          </div>
          <div className="tray-line">
            <span className="quiet">
              <TrayWords item={item} />
            </span>
            {item.state === 'provisional' && leftMs(item) > 0 && (
              <Button
                size="small"
                data-testid={item === undoable ? 'undo' : 'undo-earlier'}
                onClick={() => onUndo(item.taskId)}
              >
                {t('review.undo')} {item === undoable && <kbd>U</kbd>}
              </Button>
            )}
            {item.state === 'failed' && (
              <Button size="small" data-testid="retry" onClick={() => onRetry(item.taskId)}>
                {t('review.retry')} <kbd>Y</kbd>
              </Button>
            )}
            {item.state === 'refused' && (
              <>
                <Button size="small" data-testid="reopen" onClick={() => onReopen(item.taskId)}>
                  {t('review.reopen')} {item === refused && <kbd>O</kbd>}
                </Button>
                <Button size="small" type="text" onClick={() => onClear(item.taskId)}>
                  {t('review.dismiss')} {item === refused && <kbd>D</kbd>}
                </Button>
              </>
            )}
          </div>
          {item.cluster !== undefined && (
            <div className="quiet" data-testid="tray-cluster">
              {t('desk.clusterRuled', item.cluster)}
            </div>
          )}
          {item.state === 'provisional' && item.settlesAt !== undefined && <Window item={item} />}
        </div>
      ))}
    </section>
  );
}

const said = ({ ruling }: TrayItem): { kind: RulingKind; outcome: Outcome } =>
  'authority' in ruling
    ? { kind: 'referral', outcome: 'block' }
    : { kind: ruling.kind ?? 'ruling', outcome: ruling.outcome ?? 'block' };

type RulingKind = NonNullable<DraftBody['kind']>;
type Outcome = NonNullable<DraftBody['outcome']>;

const leftMs = ({ settlesAt }: TrayItem): number =>
  settlesAt === undefined ? 0 : Date.parse(settlesAt) - serverNowMs();

function TrayWords({ item }: { readonly item: TrayItem }) {
  const { t } = useTranslation();
  if (item.state === 'sending') return t('review.sending');
  if (item.state === 'provisional') {
    const left = leftMs(item);
    return left > 0
      ? t('review.undoFor', { seconds: Math.ceil(left / 1000) })
      : t('review.settled');
  }
  const because = t(`problem.${(item.problemCode ?? 'internal_error') as ProblemBody['code']}`);
  return t(item.state === 'failed' ? 'review.sendFailed' : 'review.sendRefused', { because });
}

const windowMs = 10_000;
const Window = ({ item }: { readonly item: TrayItem }) => (
  <div
    className="tray-window"
    style={{ width: `${Math.min(100, Math.max(0, (leftMs(item) / windowMs) * 100))}%` }}
  />
);
