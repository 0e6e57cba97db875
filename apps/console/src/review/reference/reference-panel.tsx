import type { DraftBody, ReviewTaskBody } from '@assay/contracts';
import type { InputRef } from 'antd';
import type { RefObject } from 'react';
import type { Panel, Workbench } from '../use-workbench.js';
import { ClausePanel } from './clause-panel.js';
import { SimilarPanel } from './similar-panel.js';

interface ReferencePanelProps {
  readonly panel: Panel;
  readonly task: ReviewTaskBody;
  readonly draft: DraftBody;
  readonly bench: Pick<Workbench, 'revealed' | 'together' | 'set'>;
  readonly clauseSearch: RefObject<InputRef | null>;
  readonly onClause: (citation: string | undefined) => void;
  readonly onClose: () => void;
}

/** What lies open between the item and the decision. */
export function ReferencePanel(props: ReferencePanelProps) {
  const { panel, task, draft, bench, clauseSearch, onClause, onClose } = props;
  return (
    <div className="desk-reference">
      {panel === 'clauses' ? (
        <ClausePanel
          key={task.rules.standardId}
          standardId={task.rules.standardId}
          category={draft.category}
          chosen={draft.clause}
          search={clauseSearch}
          onChoose={onClause}
          onClose={onClose}
        />
      ) : (
        <SimilarPanel
          key={task.id}
          task={task}
          revealed={bench.revealed}
          together={bench.together}
          onTogether={(together) => bench.set({ together })}
          onClose={onClose}
        />
      )}
    </div>
  );
}
