import { useTranslation } from 'react-i18next';
import { useTaxonomies } from '../../display/taxonomies.js';
import { OutcomeChip } from '../../display/word-tags.js';
import { VisibleText } from '../visible-text.js';
import type { Clause } from './clause-order.js';

interface ClauseOptionProps {
  readonly id: string;
  readonly clause: Clause;
  /** Unfolded: the other language and the examples, too. */
  readonly open: boolean;
  readonly matching: boolean;
  readonly chosen: boolean;
  readonly onChoose: () => void;
}

export function ClauseOption({ id, clause, open, matching, chosen, onChoose }: ClauseOptionProps) {
  const { t } = useTranslation();
  const { nameOf, languageOf } = useTaxonomies();
  const other = languageOf === 'en' ? 'zh-CN' : 'en';
  return (
    <div
      id={id}
      role="option"
      aria-selected={chosen}
      data-active={open}
      data-testid={`clause-${clause.id}`}
      className={chosen ? 'clause clause-chosen' : 'clause'}
      tabIndex={-1}
      onMouseDown={(event) => {
        // The focus stays in the search field, which has the arrows.
        event.preventDefault();
        onChoose();
      }}
    >
      <div className="row">
        <strong>{clause.title[languageOf]}</strong>
        {chosen && <span className="chip chip-pass">{t('desk.cited')}</span>}
      </div>
      <div className={matching ? 'clause-source clause-matching' : 'clause-source quiet'}>
        <code>{clause.id}</code> · {nameOf(clause.category)}
      </div>
      <p>{clause.text[languageOf]}</p>
      {open && (
        <>
          <div lang={other} className="clause-other">
            <strong>{clause.title[other]}</strong>
            <p>{clause.text[other]}</p>
          </div>
          {clause.examples.map((example) => (
            <div key={example.text} className="clause-example">
              <OutcomeChip outcome={example.outcome} />
              <q>
                <VisibleText text={example.text} />
              </q>
              <span className="quiet">{example.why}</span>
            </div>
          ))}
        </>
      )}
    </div>
  );
}
