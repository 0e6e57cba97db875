import { useTranslation } from 'react-i18next';
import { useTaxonomies } from '../display/taxonomies.js';
import { OutcomeChip, PlainChip } from '../display/word-tags.js';
import type { Clause } from './draft-content.js';

const languages = ['zh-CN', 'en'] as const;

/** A clause in both languages side by side, with its examples. */
export function ClauseView({ clause }: { readonly clause: Clause }) {
  const { t } = useTranslation();
  const { nameOf } = useTaxonomies();
  return (
    <article className="panel standard-clause" id={clause.id} data-testid={`clause-${clause.id}`}>
      <div className="row">
        <code>#{clause.id}</code>
        {clause.category !== '' && <PlainChip>{nameOf(clause.category)}</PlainChip>}
      </div>
      <div className="two-languages">
        {languages.map((language) => (
          <section key={language} lang={language}>
            <h2>{clause.title[language]}</h2>
            <p>{clause.text[language]}</p>
          </section>
        ))}
      </div>
      {clause.examples.length > 0 && (
        <section>
          <h3>{t('standard.examples')}</h3>
          <ul className="example-list">
            {clause.examples.map((example, index) => (
              <li key={index}>
                <OutcomeChip outcome={example.outcome} />
                <div>
                  <bdi>{example.text}</bdi>
                  <div className="quiet">{example.why}</div>
                </div>
              </li>
            ))}
          </ul>
        </section>
      )}
    </article>
  );
}
