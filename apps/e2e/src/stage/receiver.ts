import { verifyWebhook, type EventBody } from '@assay/sdk';
import { webhookSink } from '@assay/testing';

/** A platform's webhook endpoint: believes only what it can verify. */
export interface Receiver {
  readonly url: string;
  /** Verified events in the order they came, repeats included. Rejects when a message is not genuine. */
  eventsOf(submissionId: string): Promise<readonly EventBody[]>;
  trust(secret: string): void;
  close(): Promise<void>;
}

export async function startReceiver(): Promise<Receiver> {
  const sink = await webhookSink();
  const secrets: string[] = [];
  const verified = (): Promise<readonly EventBody[]> =>
    Promise.all(
      sink.received.map(({ headers, body, receivedAt }) =>
        verifyWebhook({ secrets, headers, body, now: receivedAt }),
      ),
    );
  return {
    url: sink.url,
    eventsOf: async (submissionId) =>
      (await verified()).filter(({ data }) => data.submissionId === submissionId),
    trust: (secret) => void secrets.push(secret),
    close: () => sink.close(),
  };
}
