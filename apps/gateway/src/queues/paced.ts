/** Of what takes time, at most this share of the time is spent on it. */
const restFactor = 20;
/** What takes less is always made anew. */
const cheapMs = 50;
const maxKept = 10_000;

interface Kept<T> {
  readonly value: T;
  readonly until: number;
}

/**
 * Answers of a costly question by key: one at a time, and after each a rest of twenty times as long as it took, in which
 * the last answer is given again. So a tenant with a million open tasks costs a twentieth of a core, however many ask.
 */
export class Paced<T> {
  private readonly kept = new Map<string, Kept<T>>();
  private readonly running = new Map<string, Promise<T>>();

  constructor(
    private readonly ask: (key: string) => Promise<T>,
    private readonly now: () => number = () => performance.now(),
  ) {}

  async read(key: string): Promise<T> {
    const kept = this.kept.get(key);
    if (kept !== undefined && kept.until > this.now()) return kept.value;
    const running = this.running.get(key);
    if (running !== undefined) return running;
    const asked = this.askAndKeep(key).finally(() => this.running.delete(key));
    this.running.set(key, asked);
    return asked;
  }

  private async askAndKeep(key: string): Promise<T> {
    const startedAt = this.now();
    const value = await this.ask(key);
    const tookMs = this.now() - startedAt;
    if (this.kept.size >= maxKept) this.kept.clear();
    if (tookMs < cheapMs) this.kept.delete(key);
    else this.kept.set(key, { value, until: this.now() + restFactor * tookMs });
    return value;
  }
}
