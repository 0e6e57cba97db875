import type { GoldItemBody } from '@assay/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Drawer, Popconfirm } from 'antd';
import { useTranslation } from 'react-i18next';
import { readGoldItem, retireGoldItem } from '../api/exams.js';
import { Instant } from '../display/instant.js';
import { ShareFigure } from '../display/interval.js';
import { Loading } from '../display/loading.js';
import { PersonName } from '../display/person-name.js';
import { ProblemNotice } from '../display/problem-notice.js';
import { useTaxonomies } from '../display/taxonomies.js';
import { OutcomeChip, SeverityChip } from '../display/word-tags.js';

interface GoldDrawerProps {
  readonly itemId: string | undefined;
  readonly onClose: () => void;
}

/** One gold item with its answer. */
export function GoldDrawer({ itemId, onClose }: GoldDrawerProps) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const item = useQuery({
    queryKey: ['gold-item', itemId],
    queryFn: () => readGoldItem(itemId as string),
    enabled: itemId !== undefined,
  });
  const retire = useMutation({
    mutationFn: retireGoldItem,
    onSuccess: async (retired) => {
      queries.setQueryData(['gold-item', retired.id], retired);
      void message.success(t('gold.retired'));
      await queries.invalidateQueries({ queryKey: ['gold-items'] });
    },
  });
  const { data } = item;
  return (
    <Drawer
      open={itemId !== undefined}
      onClose={onClose}
      size={600}
      title={data?.setName ?? t('gold.item')}
      footer={
        data?.state === 'active' && (
          <Popconfirm title={t('gold.retireAsk')} onConfirm={() => retire.mutate(data.id)}>
            <Button danger loading={retire.isPending} data-testid="gold-retire">
              {t('gold.retire')}
            </Button>
          </Popconfirm>
        )
      }
    >
      <div className="stack" data-testid="gold-drawer">
        <ProblemNotice problem={item.error ?? retire.error} />
        {item.isPending && itemId !== undefined && <Loading />}
        {data !== undefined && <GoldFacts item={data} />}
      </div>
    </Drawer>
  );
}

function GoldFacts({ item }: { readonly item: GoldItemBody }) {
  const { t } = useTranslation();
  const { nameOf } = useTaxonomies();
  return (
    <>
      {item.parts.map(({ text }, index) => (
        <p key={index} className="quoted">
          <bdi>{text}</bdi>
        </p>
      ))}
      <dl className="facts">
        <div>
          <dt>{t('gold.expected')}</dt>
          <dd className="row">
            <OutcomeChip outcome={item.expectedOutcome} />
            {item.expectedCategory !== undefined && nameOf(item.expectedCategory)}
          </dd>
        </div>
        <div>
          <dt>{t('figure.category')}</dt>
          <dd className="row">
            {nameOf(item.category)} <SeverityChip severity={item.severity} />
          </dd>
        </div>
        <div>
          <dt>{t('gold.difficulty')}</dt>
          <dd>
            <ShareFigure share={item.correct} />
          </dd>
        </div>
        <div>
          <dt>{t('gold.language')}</dt>
          <dd>{t(`queues.language.${item.language}`)}</dd>
        </div>
        <div>
          <dt>{t('gold.scene')}</dt>
          <dd>
            <bdi>{item.scene}</bdi>
          </dd>
        </div>
        <div>
          <dt>{t('gold.clause')}</dt>
          <dd>{item.clause === undefined ? '—' : <code>{item.clause}</code>}</dd>
        </div>
        <div>
          <dt>{t('gold.created')}</dt>
          <dd>
            <PersonName principal={item.createdBy} /> · <Instant at={item.createdAt} style="day" />
          </dd>
        </div>
        <div>
          <dt>{t('gold.shownDecision')}</dt>
          <dd>
            <OutcomeChip outcome={item.decision.outcome} />
          </dd>
        </div>
      </dl>
      <section className="drawer-section">
        <h3>{t('gold.explanation')}</h3>
        <p className="quoted">
          <bdi>{item.explanation}</bdi>
        </p>
      </section>
    </>
  );
}
