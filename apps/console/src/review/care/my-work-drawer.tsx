import type { OwnReviewerBody } from '@assay/contracts';
import { Drawer } from 'antd';
import { useTranslation } from 'react-i18next';
import { Loading } from '../../display/loading.js';
import { useTaxonomies } from '../../display/taxonomies.js';
import { PlainChip } from '../../display/word-tags.js';
import type { Care } from './exposure-meter.js';
import { Figure } from './figure.js';
import { OwnFigures } from './own-figures.js';
import { OwnWishes } from './own-wishes.js';

interface MyWorkProps {
  readonly reviewer: OwnReviewerBody | undefined;
  readonly care: Care | undefined;
  readonly onClose: () => void;
}

/** A reviewer's own figures and settings: nobody is compared here. */
export function MyWorkDrawer({ reviewer, care, onClose }: MyWorkProps) {
  const { t } = useTranslation();
  return (
    <Drawer open onClose={onClose} size={480} title={t('desk.myWork')}>
      <div className="stack" data-testid="my-work">
        {care !== undefined && <Today care={care} />}
        <OwnFigures />
        {reviewer === undefined ? <Loading /> : <OwnWishes reviewer={reviewer} />}
        {reviewer !== undefined && <Limits reviewer={reviewer} />}
      </div>
    </Drawer>
  );
}

function Today({ care }: { readonly care: Care }) {
  const { t } = useTranslation();
  return (
    <section className="drawer-section">
      <h2>{t('desk.today')}</h2>
      <dl className="facts">
        <Figure label={t('desk.exposure')}>{t('desk.exposureOf', care)}</Figure>
        <Figure label={t('desk.itemsToday')}>{care.items}</Figure>
        <Figure label={t('desk.sinceBreak')}>
          {t('desk.minutes', { minutes: care.workedMinutesSinceBreak })}
        </Figure>
      </dl>
      <p className="quiet">{t('desk.exposureHint')}</p>
    </section>
  );
}

function Limits({ reviewer }: { readonly reviewer: OwnReviewerBody }) {
  const { t } = useTranslation();
  const { nameOf } = useTaxonomies();
  const { qualifiedFor, queues } = reviewer;
  return (
    <section className="drawer-section">
      <h2>{t('desk.qualifiedFor')}</h2>
      <div className="row">
        {qualifiedFor.length === 0 && <span className="quiet">{t('desk.qualifiedForNone')}</span>}
        {qualifiedFor.map((category) => (
          <PlainChip key={category}>{nameOf(category)}</PlainChip>
        ))}
      </div>
      <h2>{t('desk.myQueues')}</h2>
      <div className="row">
        {queues === undefined && <span className="quiet">{t('desk.myQueuesAll')}</span>}
        {queues?.map((queue) => (
          <PlainChip key={queue}>{queue}</PlainChip>
        ))}
      </div>
    </section>
  );
}
