import { DeliveryStore, expressLeaseMs, claimLeaseMs, WebhookEndpointStore } from '@assay/database';
import type { ClaimedDelivery, EndpointRoom, SecretBox, WrittenDelivery } from '@assay/database';
import type { OutboundPolicy } from '@assay/domain';
import type { DataSource } from 'typeorm';
import { guardedConnector } from './address-guard.js';
import { attemptResult } from './attempt-result.js';
import { EndpointDirectory, type Target } from './endpoint-directory.js';
import { TrackSet } from './track-set.js';
import type { EndpointTrack } from './endpoint-track.js';
import { OutcomeRecorder } from './outcome-recorder.js';
import { repeat, type Repetition } from './repeat.js';
import { ResultWriter } from './result-writer.js';
import { webhookSignature } from './signature.js';
import { WebhookClient, type Exchange } from './webhook-client.js';

export interface SenderOptions {
  readonly dataSource: DataSource;
  readonly secretBox: SecretBox;
  readonly outbound: OutboundPolicy;
  /** Failures of the database and endpoints whose secret does not open; they are tried again. */
  readonly onError: (error: Error) => void;
  readonly maxInFlight?: number;
  readonly maxInFlightPerEndpoint?: number;
  /** Deliveries kept in memory; the rest is left to polling. */
  readonly maxWaiting?: number;
  readonly pollMs?: number;
  readonly deadlineMs?: number;
}

const claimBatch = 500;
const busyPauseMs = 20;
const stopWithinMs = 5000;
const maxResponseBytes = 4096;

/**
 * Sends webhooks. Two ways in: `enqueue` takes deliveries straight from the statement that wrote them, and polling
 * claims what is due. Nothing lives here only: a delivery that is dropped, or in hand when the process dies, is a
 * pending row whose lease ends. Each endpoint has its own track, so that a dead receiver delays nobody.
 */
export class SenderService {
  private readonly client: WebhookClient;
  private readonly directory: EndpointDirectory;
  private readonly tracks: TrackSet;
  private readonly outcomes: OutcomeRecorder;
  private readonly writer: ResultWriter;
  private readonly held = new Set<string>();
  private readonly inFlight = new Map<string, { delivery: ClaimedDelivery; leaseEndsMs: number }>();
  private readonly repetitions: Repetition[] = [];
  /** Endpoints that the table does not have either; asked again when the endpoint counter moves. */
  private readonly missing = new Set<string>();
  private stopping = false;
  private readonly counts = { delivered: 0, failed: 0, leftToPolling: 0 };

  constructor(private readonly options: SenderOptions) {
    const {
      dataSource,
      secretBox,
      outbound: policy,
      deadlineMs = 10_000,
      maxInFlightPerEndpoint = 64,
    } = options;
    this.client = new WebhookClient({
      connect: guardedConnector({ policy, connectTimeoutMs: deadlineMs }),
      deadlineMs,
      maxResponseBytes,
      connectionsPerEndpoint: maxInFlightPerEndpoint,
    });
    this.directory = new EndpointDirectory({
      secretBox,
      client: this.client,
      load: () => new WebhookEndpointStore(dataSource.manager).enabled(),
      onUnreadable: (id) =>
        options.onError(new Error(`The secret of webhook endpoint ${id} does not open.`)),
    });
    this.tracks = new TrackSet({
      maxInFlight: options.maxInFlight ?? 512,
      maxInFlightPerEndpoint,
      maxWaiting: options.maxWaiting ?? 10_000,
    });
    this.outcomes = new OutcomeRecorder(dataSource);
    this.writer = new ResultWriter({
      write: (batch) => this.write(batch),
      onError: options.onError,
    });
  }

  /** Loads the endpoints, then keeps polling. Rejects when the endpoints cannot be loaded. */
  async start(): Promise<void> {
    await this.directory.refresh();
    const { pollMs = 250, onError } = this.options;
    this.repetitions.push(
      repeat({ work: () => this.poll(), everyMs: pollMs, onError }),
      repeat({ work: () => this.extendLeases(), everyMs: 1000, onError }),
      repeat({ work: () => this.outcomes.recordHealth(), everyMs: 1000, onError }),
      repeat({ work: () => this.cancelOrphans(), everyMs: 60_000, onError }),
    );
  }

  /** Call when the endpoint counter moved. */
  async endpointsChanged(): Promise<void> {
    this.missing.clear();
    await this.directory.refresh();
    const dropped = this.tracks.keepOnly((id) => this.directory.find(id)?.pool);
    this.release(dropped);
  }

  /**
   * Takes deliveries that this process just wrote with `next_attempt_at` one express lease ahead. Never blocks and never
   * fails: what does not fit is left to polling.
   */
  enqueue(deliveries: readonly WrittenDelivery[]): void {
    const unknown = deliveries.filter((delivery) => !this.takeExpress(delivery));
    this.pump();
    // Written for an endpoint that is younger than our copy of the table.
    const young = unknown.filter(({ endpointId }) => !this.missing.has(endpointId));
    this.counts.leftToPolling += unknown.length - young.length;
    if (young.length === 0 || this.stopping) return;
    this.directory.refresh().then(
      () => {
        for (const delivery of young) {
          if (this.takeExpress(delivery)) continue;
          this.missing.add(delivery.endpointId);
          this.counts.leftToPolling += 1;
        }
        this.pump();
      },
      (error: Error) => this.options.onError(error),
    );
  }

  /** For metrics: what happened since the start and what is in hand now. */
  snapshot() {
    const { stale } = this.outcomes;
    const waiting = this.tracks.waitingCount;
    return {
      ...this.counts,
      stale,
      waiting,
      inFlight: this.inFlight.size,
      openBreakers: this.tracks.openCount,
    };
  }

  /** Finishes what is in flight, at most 5 s; everything else stays pending for other senders. */
  async stop(): Promise<void> {
    this.stopping = true;
    await Promise.all(this.repetitions.map((repetition) => repetition.stop()));
    const deadline = performance.now() + stopWithinMs;
    while (this.inFlight.size > 0 && performance.now() < deadline)
      await new Promise((done) => setTimeout(done, 10));
    this.inFlight.clear();
    this.client.close();
    await this.writer.flush();
    await this.directory.close();
  }

  private takeExpress(delivery: WrittenDelivery): boolean {
    const leaseEndsMs = performance.now() + expressLeaseMs;
    return this.take({ ...delivery, attempts: 0, attemptLog: '[]' }, leaseEndsMs);
  }

  /** False when the endpoint is not known here. */
  private take(delivery: ClaimedDelivery, leaseEndsMs: number): boolean {
    const target = this.directory.find(delivery.endpointId);
    if (target === undefined) return false;
    if (this.stopping || this.held.has(delivery.id)) return true;
    if (this.tracks.add(target, { delivery, leaseEndsMs })) this.held.add(delivery.id);
    else this.counts.leftToPolling += 1;
    return true;
  }

  private pump(): void {
    if (this.stopping) return;
    for (let ready = this.tracks.next(); ready !== undefined; ready = this.tracks.next()) {
      const { track, waiting } = ready;
      const { delivery, leaseEndsMs } = waiting;
      const target = this.directory.find(track.endpointId);
      if (target === undefined || leaseEndsMs - performance.now() < expressLeaseMs / 2) {
        this.tracks.finished(track, 'given_up');
        this.held.delete(delivery.id);
        this.counts.leftToPolling += 1;
        continue;
      }
      this.inFlight.set(delivery.id, { delivery, leaseEndsMs });
      const startedAt = new Date();
      void this.post(target, delivery, startedAt).then((exchange) =>
        this.finish({ track, target, delivery, exchange, startedAt }),
      );
    }
  }

  private post(target: Target, delivery: ClaimedDelivery, startedAt: Date): Promise<Exchange> {
    const body = Buffer.from(delivery.body);
    const nowMs = startedAt.getTime();
    const timestamp = Math.floor(nowMs / 1000);
    const signature = webhookSignature(
      { id: delivery.eventId, timestamp, body },
      target.keysAt(nowMs),
    );
    const headers = [
      'content-type',
      'application/json',
      'user-agent',
      'Assay-Webhooks/1',
      'webhook-id',
      delivery.eventId,
      'webhook-timestamp',
      String(timestamp),
      'webhook-signature',
      signature,
    ];
    return this.client.post({ pool: target.pool, path: target.path, headers, body });
  }

  private finish(ended: {
    track: EndpointTrack;
    target: Target;
    delivery: ClaimedDelivery;
    exchange: Exchange;
    startedAt: Date;
  }): void {
    const { track, target, delivery, exchange, startedAt } = ended;
    // Not there any more: the sender stopped, and another one will try again.
    if (!this.inFlight.delete(delivery.id)) return;
    const result = attemptResult({ delivery, exchange, startedAt, random: Math.random() });
    const delivered = result.state === 'delivered';
    this.counts[delivered ? 'delivered' : 'failed'] += 1;
    this.release(this.tracks.finished(track, delivered ? 'succeeded' : 'failed'));
    if (exchange.status === 410) {
      this.directory.forget(target.id);
      this.outcomes.noteGone(target);
    }
    this.writer.add({ endpointId: target.id, result });
    this.pump();
  }

  private async write(batch: Parameters<OutcomeRecorder['recordResults']>[0]): Promise<void> {
    await this.outcomes.recordResults(batch);
    for (const { result } of batch) this.held.delete(result.deliveryId);
  }

  private async poll(): Promise<number | undefined> {
    const limit = Math.min(claimBatch, this.tracks.freePlaces);
    const rooms: EndpointRoom[] = [];
    for (const endpointId of this.directory.ids()) {
      const free = this.tracks.roomOf(endpointId);
      if (free > 0) rooms.push({ endpointId, free });
    }
    if (rooms.length === 0 || limit <= 0) return undefined;
    const claimed = await new DeliveryStore(this.options.dataSource.manager).claimDue(rooms, limit);
    const leaseEndsMs = performance.now() + claimLeaseMs;
    for (const delivery of claimed) this.take(delivery, leaseEndsMs);
    this.pump();
    return claimed.length > 0 ? busyPauseMs : undefined;
  }

  private async extendLeases(): Promise<void> {
    const now = performance.now();
    const ending = [...this.inFlight.values()].filter(
      ({ leaseEndsMs }) => leaseEndsMs - now < expressLeaseMs / 2,
    );
    if (ending.length === 0) return;
    await new DeliveryStore(this.options.dataSource.manager).extendLeases(
      ending.map(({ delivery }) => delivery),
    );
    for (const held of ending) held.leaseEndsMs = now + claimLeaseMs;
  }

  private async cancelOrphans(): Promise<void> {
    await new DeliveryStore(this.options.dataSource.manager).cancelOrphans();
  }

  private release(dropped: readonly { readonly delivery: ClaimedDelivery }[]): void {
    for (const { delivery } of dropped) this.held.delete(delivery.id);
    this.counts.leftToPolling += dropped.length;
  }
}
