import type { QueueLoadPage, QueuePage, StandardNews } from '@assay/contracts';
import type { Care } from '@assay/domain';
import { coarseCounts } from './coarse-counts.js';
import type { CountedQueues } from './queue-figures.js';
import type { SseWriter } from '../streams/sse-writer.js';

/** Where the news of one tenant come from. */
export interface BoardReader {
  queues(): Promise<CountedQueues>;
  load(): Promise<QueueLoadPage>;
  care(actors: readonly string[]): Promise<ReadonlyMap<string, Care>>;
  standards(): Promise<readonly StandardNews[]>;
  keepPresent(actors: readonly string[]): Promise<void>;
}

export interface BoardOptions {
  readonly reader: BoardReader;
  readonly onError: (error: Error) => void;
}

export interface Subscriber {
  readonly stream: SseWriter;
  readonly actor: string;
  /** Somebody sits there; a key of the tenant's own is nobody's hands. */
  readonly isPerson: boolean;
  /** `desk`: a reviewer's own work; `lead_desk`: that of a lead, with exact counts; `load`: a lead's view of all. */
  readonly topic: 'desk' | 'lead_desk' | 'load';
  /** What was sent last, by event. */
  readonly sent: Map<string, string>;
}

/** What changes within this time is one push, so that none tells of a single task. */
const gatherMs = 1000;
const shortestRestMs = 2000;
/** How often is looked when nobody said that something changed. */
const patienceMs = 10_000;
const presenceEveryMs = 30_000;
/** At most this share of the time is spent on looking. */
const restFactor = 20;

/**
 * The live figures of one tenant: one look for all who watch, while anybody does. It looks a second after it was woken,
 * then rests for two seconds at least; what did not change is not sent again.
 */
export class LiveBoard {
  private readonly subscribers = new Set<Subscriber>();
  /** What everybody of a topic was sent last, for those who come later. */
  private readonly last = new Map<Subscriber['topic'], News>();
  private standards: ReadonlyMap<string, number> | undefined;
  private timer: NodeJS.Timeout | undefined;
  private isLooking = false;
  private isStale = false;
  private restedAt = 0;
  private nextAt = Infinity;
  private presentAt = -Infinity;
  private closed = false;

  constructor(private readonly options: BoardOptions) {}

  get size(): number {
    return this.subscribers.size;
  }

  streamsOf(actor: string): number {
    return [...this.subscribers].filter((subscriber) => subscriber.actor === actor).length;
  }

  join(subscriber: Subscriber): void {
    this.subscribers.add(subscriber);
    const last = this.last.get(subscriber.topic);
    if (last !== undefined) send(subscriber, last);
    this.presentAt = -Infinity;
    this.isStale = true;
    this.lookBy(this.restedAt);
  }

  leave(subscriber: Subscriber): void {
    this.subscribers.delete(subscriber);
    if (this.size === 0) this.close();
  }

  /** Something changed; look when more may have come together and the rest is over. */
  wake(): void {
    this.isStale = true;
    this.lookBy(Math.max(this.restedAt, performance.now() + gatherMs));
  }

  close(): void {
    this.closed = true;
    clearTimeout(this.timer);
    for (const { stream } of this.subscribers) stream.end();
    this.subscribers.clear();
  }

  /** At this time, unless a look is under way or planned before. */
  private lookBy(time: number): void {
    if (this.closed || this.isLooking || this.nextAt <= time) return;
    clearTimeout(this.timer);
    this.nextAt = time;
    this.timer = setTimeout(() => void this.look(), Math.max(0, time - performance.now()));
  }

  /** Never rejects. */
  private async look(): Promise<void> {
    this.isLooking = true;
    this.nextAt = Infinity;
    this.isStale = false;
    const startedAt = performance.now();
    try {
      await this.push();
    } catch (error) {
      this.options.onError(error as Error);
    }
    const endedAt = performance.now();
    this.restedAt = endedAt + Math.max(shortestRestMs, restFactor * (endedAt - startedAt));
    this.isLooking = false;
    this.lookBy(this.isStale ? this.restedAt : Math.max(this.restedAt, endedAt + patienceMs));
  }

  private async push(): Promise<void> {
    const { reader } = this.options;
    const desks = [...this.subscribers].filter(({ topic }) => topic !== 'load');
    if (desks.length > 0) await this.pushToDesks(desks);
    const leads = [...this.subscribers].filter(({ topic }) => topic === 'load');
    if (leads.length === 0) return;
    const load = await reader.load();
    const { at: _, ...figures } = load;
    const compared = JSON.stringify(figures);
    this.tell(leads, { event: 'load', data: JSON.stringify(load), compared });
  }

  private async pushToDesks(desks: readonly Subscriber[]): Promise<void> {
    const { reader } = this.options;
    const actors = [...new Set(desks.map(({ actor }) => actor))];
    await this.notePresence(desks);
    const { exact, seats } = await reader.queues();
    const cares = await reader.care(actors);
    const published = await this.newlyPublished();
    const byTopic = (wanted: Subscriber['topic']) => desks.filter(({ topic }) => topic === wanted);
    this.tell(byTopic('desk'), queueNews(coarseCounts(seats)));
    this.tell(byTopic('lead_desk'), queueNews(exact));
    for (const desk of desks) {
      const care = JSON.stringify(cares.get(desk.actor));
      send(desk, { event: 'care', data: care, compared: care });
      for (const standard of published) {
        desk.stream.write({ event: 'standards', data: JSON.stringify(standard) });
      }
    }
  }

  private tell(subscribers: readonly Subscriber[], news: News): void {
    for (const subscriber of subscribers) {
      this.last.set(subscriber.topic, news);
      send(subscriber, news);
    }
  }

  /** Versions that were not there at the last look; nothing at the first. */
  private async newlyPublished(): Promise<readonly StandardNews[]> {
    const published = await this.options.reader.standards();
    const before = this.standards;
    this.standards = new Map(published.map(({ standardId, version }) => [standardId, version]));
    if (before === undefined) return [];
    return published.filter(({ standardId, version }) => before.get(standardId) !== version);
  }

  private async notePresence(desks: readonly Subscriber[]): Promise<void> {
    if (performance.now() - this.presentAt < presenceEveryMs) return;
    this.presentAt = performance.now();
    const people = desks.filter(({ isPerson }) => isPerson).map(({ actor }) => actor);
    await this.options.reader.keepPresent(people);
  }
}

interface News {
  readonly event: string;
  readonly data: string;
  /** The part of the data whose change makes it news. */
  readonly compared: string;
}

function queueNews(page: QueuePage): News {
  const data = JSON.stringify(page);
  return { event: 'queues', data, compared: data };
}

function send({ stream, sent }: Subscriber, { event, data, compared }: News): void {
  if (sent.get(event) === compared) return;
  sent.set(event, compared);
  stream.write({ event, data });
}
