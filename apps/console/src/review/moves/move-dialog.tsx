import { Button, Modal } from 'antd';
import { useId, type KeyboardEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemNotice } from '../../display/problem-notice.js';

interface MoveDialogProps {
  readonly title: string;
  readonly hint: string;
  readonly send: string;
  readonly sending: boolean;
  /** What still has to be filled in. */
  readonly missing: string | undefined;
  readonly problem?: unknown;
  readonly onSend: () => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** Frame of the dialogs that hand a task on: Ctrl+Enter sends, Escape leaves. */
export function MoveDialog(props: MoveDialogProps) {
  const { title, hint, send, sending, missing, problem, onSend, onClose, children } = props;
  const { t } = useTranslation();
  const missingId = useId();
  const press = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    if (missing === undefined && !sending) onSend();
  };
  return (
    <Modal
      open
      title={title}
      onCancel={onClose}
      width={520}
      footer={
        <div className="move-foot">
          <span id={missingId} className="quiet" role="status">
            {missing}
          </span>
          <Button onClick={onClose}>
            {t('desk.cancel')} <kbd>Esc</kbd>
          </Button>
          <Button
            type="primary"
            loading={sending}
            disabled={missing !== undefined}
            aria-describedby={missingId}
            onClick={onSend}
            data-testid="move-send"
          >
            {send} <kbd>Ctrl+Enter</kbd>
          </Button>
        </div>
      }
    >
      <div role="group" aria-label={title} className="stack move-body" onKeyDown={press}>
        <p className="quiet">{hint}</p>
        {children}
        <ProblemNotice problem={problem} />
      </div>
    </Modal>
  );
}
