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
  const { t } = useTranslation();
  const { languageOf } = useTaxonomies();
  const { highest } = factors.gravity;
  const { transforms } = factors.intention;
  const extras = {
    number: undefined,
    proportion: undefined,
    gravity: highest === null ? undefined : <SeverityChip severity={highest} />,
    intention:
      transforms.length === 0 ? undefined : (
        <span className="quiet mono">{transforms.join(', ')}</span>
      ),
  };
  return (
    <section className="panel">
      <h2>{t('strike.factors')}</h2>
      <dl className="factor-grid">
        {factorNames.map((name) => (
          <div key={name} className="factor">
            <dt>{t(`strike.factor.${name}`)}</dt>
            <dd>
              {factors[name].label[languageOf]} {extras[name]}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

const factorNames = ['number', 'proportion', 'gravity', 'intention'] as const;
