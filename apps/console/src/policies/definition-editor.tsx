import { useMutation } from '@tanstack/react-query';
import { Alert, Button, Input } from 'antd';
import type { TextAreaRef } from 'antd/es/input/TextArea.js';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { validatePolicy } from '../api/policies.js';
import { ProblemNotice } from '../display/problem-notice.js';
import { checkDefinition, type PlacedProblem } from './check-definition.js';
import { lineOfOffset, pointerOffset } from './pointer-offset.js';

interface DefinitionEditorProps {
  readonly policyId: string;
  readonly text: string;
  readonly saved: string;
  readonly editable: boolean;
  readonly onChange: (text: string) => void;
}

/** The definition as JSON. Shape is checked while typing, meaning by the gateway on demand. */
export function DefinitionEditor({
  policyId,
  text,
  saved,
  editable,
  onChange,
}: DefinitionEditorProps) {
  const { t } = useTranslation();
  const area = useRef<TextAreaRef>(null);
  const checked = checkDefinition(text);
  const validate = useMutation({ mutationFn: () => validatePolicy(policyId) });
  const format = () => {
    if (checked.ok || checked.isJson) onChange(JSON.stringify(JSON.parse(text), null, 2));
  };
  const show = (pointer: string) => {
    const input = area.current?.resizableTextArea?.textArea;
    if (input === undefined) return;
    const offset = pointerOffset(text, pointer);
    const end = text.indexOf('\n', offset);
    input.focus();
    input.setSelectionRange(offset, end < 0 ? text.length : end);
    const lineHeight = input.scrollHeight / text.split('\n').length;
    input.scrollTop = Math.max(0, (lineOfOffset(text, offset) - 5) * lineHeight);
  };
  const dirty = text !== saved;
  return (
    <div className="stack">
      {editable && (
        <div className="row">
          <Button onClick={format} disabled={!checked.ok && !checked.isJson}>
            {t('policies.format')}
          </Button>
          <Button
            onClick={() => validate.mutate()}
            loading={validate.isPending}
            disabled={dirty}
            data-testid="policy-validate"
          >
            {t('policies.validate')}
          </Button>
          {dirty && (
            <>
              <span className="chip chip-restrict">{t('policies.unsaved')}</span>
              <Button type="link" onClick={() => onChange(saved)}>
                {t('policies.discard')}
              </Button>
            </>
          )}
        </div>
      )}
      <ProblemNotice problem={validate.error} />
      {!checked.ok && (
        <Problems
          title={t('policies.shapeProblems')}
          problems={checked.problems}
          text={text}
          onShow={checked.isJson ? show : undefined}
        />
      )}
      {checked.ok &&
        !dirty &&
        validate.data !== undefined &&
        (validate.data.valid ? (
          <Alert type="success" showIcon title={t('policies.valid')} data-testid="policy-valid" />
        ) : (
          <Problems
            title={t('policies.invalid')}
            problems={validate.data.problems}
            text={text}
            onShow={show}
          />
        ))}
      {checked.ok && !dirty && validate.data !== undefined && validate.data.warnings.length > 0 && (
        <Problems
          title={t('policies.warnings')}
          problems={validate.data.warnings}
          text={text}
          onShow={show}
        />
      )}
      <Input.TextArea
        ref={area}
        className="mono definition"
        aria-label={t('policies.tabJson')}
        data-testid="policy-text"
        spellCheck={false}
        wrap="off"
        rows={28}
        readOnly={!editable}
        value={text}
        onChange={(event) => onChange(event.target.value)}
      />
    </div>
  );
}

interface ProblemsProps {
  readonly title: string;
  readonly problems: readonly PlacedProblem[];
  readonly text: string;
  readonly onShow: ((pointer: string) => void) | undefined;
}

const shownProblems = 50;

function Problems({ title, problems, text, onShow }: ProblemsProps) {
  const { t } = useTranslation();
  return (
    <Alert
      type="warning"
      showIcon
      title={title}
      description={
        <ul className="problem-places">
          {problems.slice(0, shownProblems).map(({ pointer, message }) => (
            <li key={`${pointer} ${message}`}>
              {onShow !== undefined && (
                <button type="button" className="entry-value" onClick={() => onShow(pointer)}>
                  {t('policies.line', { line: lineOfOffset(text, pointerOffset(text, pointer)) })}
                </button>
              )}{' '}
              <code>{pointer || '/'}</code> {message}
            </li>
          ))}
        </ul>
      }
    />
  );
}
