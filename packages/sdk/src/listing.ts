import type { CallOptions, QueryValues, Transport } from './transport.js';

/** One page of a list. `nextCursor` is absent on the last one. */
export interface ListPage<T> {
  readonly items: readonly T[];
  readonly nextCursor?: string | undefined;
}

/** Query of every list. `limit` is the page size, 1–200; it does not bound an iteration. */
export interface ListOptions extends CallOptions {
  readonly cursor?: string | undefined;
  readonly limit?: number | undefined;
}

/**
 * A list that is fetched as it is read: `for await (const item of client.submissions.list())` walks all pages,
 * `await client.submissions.list({ limit: 20 }).page()` takes one.
 */
export class Listing<T> implements AsyncIterable<T> {
  constructor(
    private readonly transport: Transport,
    private readonly path: string,
    private readonly options: ListOptions = {},
  ) {}

  /** The page at the cursor of the options, by default the first. */
  page(cursor: string | undefined = this.options.cursor): Promise<ListPage<T>> {
    const { signal, ...filters } = this.options;
    const query: QueryValues = { ...filters, cursor };
    return this.transport.json<ListPage<T>>({
      method: 'GET',
      path: this.path,
      query,
      signal,
      repeat: 'always',
    });
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T, void, undefined> {
    let cursor = this.options.cursor;
    do {
      const { items, nextCursor } = await this.page(cursor);
      yield* items;
      cursor = nextCursor;
    } while (cursor !== undefined);
  }
}
