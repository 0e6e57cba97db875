import { ArrowDownOutlined, ArrowUpOutlined, DeleteOutlined } from '@ant-design/icons';
import { Button, Form, Input, Select } from 'antd';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { useCategoryOptions } from '../display/category-options.js';
import type { Clause } from './draft-content.js';
import { ExamplesEditor } from './examples-editor.js';

const languages = ['zh-CN', 'en'] as const;

interface ClauseEditorProps {
  readonly clause: Clause;
  readonly number: number;
  readonly taxonomy: string;
  /** `undefined` removes the clause. */
  readonly onChange: (clause: Clause | undefined) => void;
  readonly onMove: (by: 1 | -1) => void;
}

export function ClauseEditor({ clause, number, taxonomy, onChange, onMove }: ClauseEditorProps) {
  const { t } = useTranslation();
  const id = useId();
  const categories = useCategoryOptions(taxonomy);
  const change = (changes: Partial<Clause>) => onChange({ ...clause, ...changes });
  return (
    <Form layout="vertical" component="div" className="panel">
      <div className="clause-head">
        <h3>{t('standard.clauseNumber', { number })}</h3>
        <span className="row">
          <Button
            type="text"
            icon={<ArrowUpOutlined />}
            aria-label={t('standard.moveUp', { number })}
            onClick={() => onMove(-1)}
          />
          <Button
            type="text"
            icon={<ArrowDownOutlined />}
            aria-label={t('standard.moveDown', { number })}
            onClick={() => onMove(1)}
          />
          <Button
            type="text"
            danger
            icon={<DeleteOutlined />}
            aria-label={t('standard.removeClause', { number })}
            onClick={() => onChange(undefined)}
          />
        </span>
      </div>
      <div className="fields-2">
        <Form.Item label={t('standard.clauseId')} htmlFor={`${id}-id`} extra={t('standard.idHint')}>
          <Input
            id={`${id}-id`}
            className="mono"
            maxLength={64}
            value={clause.id}
            data-testid={`clause-${number}-id`}
            onChange={(event) => change({ id: event.target.value })}
          />
        </Form.Item>
        <Form.Item label={t('figure.category')} htmlFor={`${id}-category`}>
          <Select
            id={`${id}-category`}
            showSearch={{ optionFilterProp: 'search' }}
            {...(clause.category === '' ? {} : { value: clause.category })}
            onChange={(category: string) => change({ category })}
            options={categories}
            data-testid={`clause-${number}-category`}
          />
        </Form.Item>
      </div>
      <div className="two-languages">
        {languages.map((language) => (
          <div key={language} lang={language}>
            <Form.Item
              label={t(`standard.titleIn.${language}`)}
              htmlFor={`${id}-title-${language}`}
            >
              <Input
                id={`${id}-title-${language}`}
                maxLength={200}
                value={clause.title[language]}
                data-testid={`clause-${number}-title-${language}`}
                onChange={(event) =>
                  change({ title: { ...clause.title, [language]: event.target.value } })
                }
              />
            </Form.Item>
            <Form.Item label={t(`standard.textIn.${language}`)} htmlFor={`${id}-text-${language}`}>
              <Input.TextArea
                id={`${id}-text-${language}`}
                autoSize={{ minRows: 3, maxRows: 12 }}
                maxLength={4000}
                value={clause.text[language]}
                data-testid={`clause-${number}-text-${language}`}
                onChange={(event) =>
                  change({ text: { ...clause.text, [language]: event.target.value } })
                }
              />
            </Form.Item>
          </div>
        ))}
      </div>
      <ExamplesEditor examples={clause.examples} onChange={(examples) => change({ examples })} />
    </Form>
  );
}
