import { DeleteOutlined } from '@ant-design/icons';
import { VerdictBody } from '@assay/contracts';
import { Button, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { withItem, type Clause } from './draft-content.js';

type Examples = Clause['examples'];
const maxExamples = 20;

interface ExamplesEditorProps {
  readonly examples: Examples;
  readonly onChange: (examples: Examples) => void;
}

/** What the clause calls for, shown on texts that stand for many. */
export function ExamplesEditor({ examples, onChange }: ExamplesEditorProps) {
  const { t } = useTranslation();
  return (
    <section className="stack">
      <h4>{t('standard.examples')}</h4>
      {examples.map((example, index) => {
        const number = index + 1;
        const change = (changes: Partial<Examples[number]>) =>
          onChange(withItem(examples, index, { ...example, ...changes }));
        return (
          <div key={index} className="example-fields">
            <Select
              aria-label={t('standard.exampleOutcome', { number })}
              value={example.outcome}
              onChange={(outcome) => change({ outcome })}
              options={VerdictBody.shape.outcome.options.map((value) => ({
                value,
                label: t(`outcome.${value}`),
              }))}
            />
            <Input.TextArea
              aria-label={t('standard.exampleText', { number })}
              placeholder={t('standard.exampleText', { number })}
              autoSize={{ minRows: 1, maxRows: 6 }}
              maxLength={2000}
              value={example.text}
              onChange={(event) => change({ text: event.target.value })}
            />
            <Input.TextArea
              aria-label={t('standard.exampleWhy', { number })}
              placeholder={t('standard.exampleWhy', { number })}
              autoSize={{ minRows: 1, maxRows: 6 }}
              maxLength={1000}
              value={example.why}
              onChange={(event) => change({ why: event.target.value })}
            />
            <Button
              type="text"
              danger
              icon={<DeleteOutlined />}
              aria-label={t('standard.removeExample', { number })}
              onClick={() => onChange(withItem(examples, index, undefined))}
            />
          </div>
        );
      })}
      {examples.length < maxExamples && (
        <div>
          <Button
            size="small"
            onClick={() => onChange([...examples, { text: '', outcome: 'block', why: '' }])}
          >
            {t('standard.addExample')}
          </Button>
        </div>
      )}
    </section>
  );
}
