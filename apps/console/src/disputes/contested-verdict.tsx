import type { AppealBody, VerdictBody } from '@assay/contracts';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { readSubmission } from '../api/disputes.js';
import { Instant } from '../display/instant.js';
import { Loading } from '../display/loading.js';
import { ProblemNotice } from '../display/problem-notice.js';
import { useTaxonomies } from '../display/taxonomies.js';
import { OutcomeChip, SeverityChip } from '../display/word-tags.js';

/** The submission with its verdicts: the one that is contested, and what followed. */
export function ContestedVerdict({ appeal }: { readonly appeal: AppealBody }) {
  const { t } = useTranslation();
  const submission = useQuery({
    queryKey: ['submission', appeal.submissionId],
    queryFn: () => readSubmission(appeal.submissionId),
  });
  const { data } = submission;
  return (
    <section className="panel" data-testid="contested">
      <h2>{t('appeal.contestedVerdict')}</h2>
      <ProblemNotice problem={submission.error} />
      {submission.isPending && <Loading />}
      {data !== undefined && (
        <div className="stack">
          <dl className="facts">
            <div>
              <dt>{t('appeal.submission')}</dt>
              <dd>
                <code>{data.id}</code>
              </dd>
            </div>
            <div>
              <dt>{t('appeal.scene')}</dt>
              <dd>
                <bdi>{data.scene}</bdi>
              </dd>
            </div>
            {data.externalId !== undefined && (
              <div>
                <dt>{t('appeal.externalId')}</dt>
                <dd>
                  <bdi>{data.externalId}</bdi>
                </dd>
              </div>
            )}
          </dl>
          <Content texts={data.parts.map(({ text }) => text)} />
          {data.verdicts.map((verdict) => (
            <Verdict
              key={verdict.revision}
              verdict={verdict}
              role={roleOf(verdict.revision, appeal)}
            />
          ))}
        </div>
      )}
    </section>
  );
}

type VerdictRole = 'contested' | 'followed' | 'other';
const roleOf = (revision: number, appeal: AppealBody): VerdictRole => {
  if (revision === appeal.contestedRevision) return 'contested';
  return revision === appeal.resultRevision ? 'followed' : 'other';
};

/** Covered until it is wanted: a lead who looks after clocks need not read it. */
function Content({ texts }: { readonly texts: readonly string[] }) {
  const { t } = useTranslation();
  const [shown, setShown] = useState(false);
  if (!shown) {
    return (
      <div>
        <Button onClick={() => setShown(true)}>{t('appeal.showContent')}</Button>
      </div>
    );
  }
  return texts.map((text, index) => (
    <p key={index} className="quoted">
      <bdi>{text}</bdi>
    </p>
  ));
}

function Verdict({ verdict, role }: { readonly verdict: VerdictBody; readonly role: VerdictRole }) {
  const { t } = useTranslation();
  const { nameOf } = useTaxonomies();
  return (
    <article className={`verdict verdict-${role}`}>
      <div className="row">
        <OutcomeChip outcome={verdict.outcome} />
        <strong>{t('appeal.revision', { revision: verdict.revision })}</strong>
        {role !== 'other' && <span className="quiet">{t(`appeal.role.${role}`)}</span>}
        <span className="quiet">
          {t(`appeal.decidedBy.${verdict.decidedBy}`)} · <Instant at={verdict.decidedAt} />
        </span>
      </div>
      <ul className="reason-list">
        {verdict.reasons.map((reason, index) => (
          <li key={index}>
            <span className="row">
              {nameOf(reason.category)} <SeverityChip severity={reason.severity} />
              <code className="quiet">{reason.rule}</code>
            </span>
            <bdi className="quiet">{reason.message}</bdi>
          </li>
        ))}
      </ul>
      <div className="quiet">
        {t('appeal.policyVersion')} <bdi>{verdict.policyVersion}</bdi>
      </div>
    </article>
  );
}
