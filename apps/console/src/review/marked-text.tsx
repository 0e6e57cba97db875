import type { ReasonBody } from '@assay/contracts';
import { Tooltip } from 'antd';
import { useMemo } from 'react';
import { useTaxonomies } from '../display/taxonomies.js';
import { segmentText, type Mark, type Segment } from './segments.js';
import { useTransformName } from './transform-name.js';
import { VisibleText } from './visible-text.js';

interface MarkedTextProps {
  readonly text: string;
  readonly marks: readonly Mark[];
  readonly reasons: readonly ReasonBody[];
  readonly pointedAt: number | undefined;
}

/** The original as text and nothing else: no link, no markup, no reordering; what was found is marked. */
export function MarkedText({ text, marks, reasons, pointedAt }: MarkedTextProps) {
  const segments = useMemo(() => segmentText(text, marks), [text, marks]);
  return (
    <bdi dir="auto">
      {segments.map((segment, index) =>
        segment.reasons.length === 0 ? (
          <VisibleText key={segment.start} text={segment.text} />
        ) : (
          <Found
            key={segment.start}
            segment={segment}
            reasons={reasons}
            pointed={pointedAt !== undefined && segment.reasons.includes(pointedAt)}
            next={segments[index + 1]}
          />
        ),
      )}
    </bdi>
  );
}

interface FoundProps {
  readonly segment: Segment;
  readonly reasons: readonly ReasonBody[];
  readonly pointed: boolean;
  readonly next: Segment | undefined;
}

function Found({ segment, reasons, pointed, next }: FoundProps) {
  const { nameOf } = useTaxonomies();
  const transformName = useTransformName();
  const ending = segment.reasons.filter((reason) => next?.reasons.includes(reason) !== true);
  const severity = strongest(segment.reasons.map((index) => reasons[index]?.severity ?? 'low'));
  return (
    <Tooltip
      title={segment.reasons.map((index) => {
        const reason = reasons[index];
        if (reason === undefined) return null;
        return (
          <div key={index}>
            {index + 1}. {nameOf(reason.category)}
            {reason.transforms?.map((name) => ` · ${transformName(name)}`).join('')}
          </div>
        );
      })}
    >
      <mark
        className={`found found-${severity}${segment.reasons.length > 1 ? ' found-shared' : ''}${pointed ? ' found-pointed' : ''}`}
      >
        <VisibleText text={segment.text} />
        {ending.length > 0 && (
          <sup aria-hidden="true" data-numbers={ending.map((index) => index + 1).join(' ')} />
        )}
      </mark>
    </Tooltip>
  );
}

const order = ['low', 'medium', 'high', 'critical'] as const;
const strongest = (found: readonly ReasonBody['severity'][]): ReasonBody['severity'] =>
  order[Math.max(...found.map((severity) => order.indexOf(severity)))] ?? 'low';
