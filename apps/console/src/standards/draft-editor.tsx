import { Alert, Button, Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { ClauseEditor } from './clause-editor.js';
import { emptyClause, gapsIn, movedItem, withItem, type DraftContent } from './draft-content.js';

interface DraftEditorProps {
  readonly content: DraftContent;
  readonly taxonomy: string;
  readonly onChange: (content: DraftContent) => void;
}

/** The clauses of a draft and its review date. What is typed survives a reload; saving is done above. */
export function DraftEditor({ content, taxonomy, onChange }: DraftEditorProps) {
  const { t } = useTranslation();
  const { clauses, reviewAt } = content;
  const gaps = gapsIn(content);
  const write = (next: DraftContent['clauses']) => onChange({ clauses: next, reviewAt });
  return (
    <div className="stack">
      {gaps.length > 0 && (
        <Alert
          type="warning"
          showIcon
          title={t('standard.gaps')}
          description={
            <span className="row">
              {gaps.slice(0, 12).map((pointer) => (
                <code key={pointer}>{pointer}</code>
              ))}
            </span>
          }
        />
      )}
      <Form layout="vertical" component="div" className="panel">
        <Form.Item
          label={t('standard.reviewAt')}
          htmlFor="review-at"
          extra={t('standard.reviewAtHint')}
          style={{ marginBottom: 0 }}
        >
          <Input
            id="review-at"
            type="date"
            style={{ width: 180 }}
            value={reviewAt}
            data-testid="standard-review-at"
            onChange={(event) => onChange({ clauses, reviewAt: event.target.value })}
          />
        </Form.Item>
      </Form>
      {clauses.map((clause, index) => (
        <ClauseEditor
          key={index}
          clause={clause}
          number={index + 1}
          taxonomy={taxonomy}
          onChange={(next) => write(withItem(clauses, index, next))}
          onMove={(by) => write(movedItem(clauses, index, by))}
        />
      ))}
      <div>
        <Button onClick={() => write([...clauses, emptyClause()])} data-testid="clause-add">
          {t('standard.addClause')}
        </Button>
      </div>
    </div>
  );
}
