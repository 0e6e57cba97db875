import { setTimeout as sleep } from 'node:timers/promises';
import type { AssayClient, SubmissionDetail } from '@assay/sdk';
import type { Receiver } from './receiver.js';
import { submissionOf, type Sample } from './samples.js';
import type { Row } from './table.js';

export interface DemoRun {
  readonly client: AssayClient;
  readonly receiver: Receiver;
  readonly samples: readonly Sample[];
  /** How long machine review and its webhooks may take. */
  readonly deadlineMs: number;
}

interface Sent {
  readonly sample: Sample;
  readonly id: string;
  readonly sentAtMs: number;
}

/** Submits the samples one after the other and waits until each is announced or with people. */
export async function runDemo({ client, receiver, samples, deadlineMs }: DemoRun): Promise<Row[]> {
  const sent: Sent[] = [];
  for (const sample of samples) {
    const sentAtMs = performance.now();
    const { id } = await client.submissions.create(submissionOf(sample));
    sent.push({ sample, id, sentAtMs });
  }
  const seen = new Map<string, SubmissionDetail>();
  const endsAtMs = performance.now() + deadlineMs;
  for (let open = sent; open.length > 0 && performance.now() < endsAtMs; await sleep(100)) {
    open = open.filter(({ id }) => !receiver.bySubmission.has(id));
    for (const { id } of open) seen.set(id, await client.submissions.get(id));
    open = open.filter(({ id }) => seen.get(id)?.status !== 'in_review');
  }
  return sent.map((each) => rowOf({ sent: each, receiver, detail: seen.get(each.id) }));
}

function rowOf(known: {
  sent: Sent;
  receiver: Receiver;
  detail: SubmissionDetail | undefined;
}): Row {
  const { sent, receiver, detail } = known;
  const { scene, text } = sent.sample;
  const received = receiver.bySubmission.get(sent.id);
  const verdict = received?.event.data.verdict;
  if (received !== undefined && verdict !== undefined) {
    const { outcome: result, decidedBy, reasons } = verdict;
    return { scene, text, result, decidedBy, reasons, ms: received.atMs - sent.sentAtMs };
  }
  const reasons = detail?.decision?.reasons ?? [];
  const result = (
    {
      in_review: 'waiting',
      decided: 'unannounced',
      accepted: 'undecided',
      reopened: 'waiting',
    } as const
  )[detail?.status ?? 'accepted'];
  return { scene, text, result, decidedBy: detail?.verdict?.decidedBy, reasons, ms: undefined };
}
