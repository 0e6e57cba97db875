import type { AuthorStrikesBody } from '@assay/contracts';
import { useQuery } from '@tanstack/react-query';
import { Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { readStrikes } from '../api/disputes.js';
import { Loading } from '../display/loading.js';
import { ProblemNotice } from '../display/problem-notice.js';
import { useAddress } from '../display/use-address.js';
import { useTaxonomies } from '../display/taxonomies.js';
import { Chip, SeverityChip } from '../display/word-tags.js';
import { percentText } from '../display/figures.js';
import { StrikeTable } from './strike-table.js';

/** Where one author stands. */
export function Strikes() {
  const { t } = useTranslation();
  const { filter, change } = useAddress(['author']);
  const { author } = filter;
  const strikes = useQuery({
    queryKey: ['strikes', author],
    queryFn: () => readStrikes(author as string),
    enabled: author !== undefined,
  });
  return (
    <div className="stack">
      <Input.Search
        key={author ?? ''}
        className="filter-search"
        allowClear
        enterButton={t('strike.look')}
        aria-label={t('strike.author')}
        placeholder={t('strike.author')}
        defaultValue={author}
        maxLength={200}
        data-testid="strike-author"
        onSearch={(text) => change({ author: text.trim() })}
      />
      {author === undefined && <p className="quiet">{t('strike.lookHint')}</p>}
      <ProblemNotice problem={strikes.error} />
      {author !== undefined && strikes.isPending && <Loading />}
      {strikes.data !== undefined && (
        <>
          <Standing strikes={strikes.data} />
          <Factors factors={strikes.data.factors} />
          <StrikeTable strikes={strikes.data} />
        </>
      )}
    </div>
  );
}

function Standing({ strikes }: { readonly strikes: AuthorStrikesBody }) {
  const { t } = useTranslation();
  const { weight, counted, reached } = strikes.standing;
  return (
    <section className="panel" data-testid="strike-standing">
      <h2 className="row">
        <bdi>{strikes.authorId}</bdi>
        <Chip tone={reached ? 'block' : 'pass'}>
          {t(reached ? 'strike.reached' : 'strike.notReached')}
        </Chip>
      </h2>
      <p className="numeric">{t('strike.standing', { weight, counted })}</p>
    </section>
  );
}

/** Number, proportion, gravity and intention, which have to be weighed, not only counted. */
function Factors({ factors }: { readonly factors: AuthorStrikesBody['factors'] }) {
  const { t, i18n } = useTranslation();
  const { languageOf } = useTaxonomies();
  const { number, proportion, gravity, intention } = factors;
  return (
    <section className="panel">
      <h2>{t('strike.factors')}</h2>
      <div className="factor-grid">
        <div className="factor">
          <span className="quiet">{number.label[languageOf]}</span>
          <strong className="numeric">{number.strikes}</strong>
        </div>
        <div className="factor">
          <span className="quiet">{proportion.label[languageOf]}</span>
          <strong className="numeric">
            {proportion.share === null ? '—' : percentText(proportion.share, i18n.language)}
          </strong>
          <span className="quiet numeric">
            {t('strike.ofSubmissions', {
              strikes: proportion.strikes,
              submissions: proportion.submissions,
            })}
          </span>
        </div>
        <div className="factor">
          <span className="quiet">{gravity.label[languageOf]}</span>
          <span>
            {gravity.highest === null ? '—' : <SeverityChip severity={gravity.highest} />}
          </span>
          {gravity.mean !== null && (
            <span className="quiet numeric">
              {t('strike.meanGravity', { mean: gravity.mean.toFixed(2) })}
            </span>
          )}
        </div>
        <div className="factor">
          <span className="quiet">{intention.label[languageOf]}</span>
          <span className="numeric">
            {t('strike.afterNotice', { count: intention.afterNotice })}
            <br />
            {t('strike.evasive', { count: intention.evasive })}
          </span>
          {intention.transforms.length > 0 && (
            <span className="quiet mono">{intention.transforms.join(', ')}</span>
          )}
        </div>
      </div>
    </section>
  );
}
