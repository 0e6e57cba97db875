import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import type { NewSubmission } from '@assay/database';
import { GroupCommit, type Accepted, type GroupCommitOptions } from './group-commit.js';

const aRow = (content = 'chat'): NewSubmission => ({
  id: randomUUID(),
  tenantId: 't',
  content,
  lane: 'realtime',
  awaited: false,
  idempotency: null,
});

const storeAll = (rows: readonly NewSubmission[]): Accepted[] =>
  rows.map(({ id }) => ({ type: 'stored', id }));

const groupCommit = (options: Partial<GroupCommitOptions>): GroupCommit =>
  new GroupCommit({
    store: (rows) => Promise.resolve(storeAll(rows)),
    isBadRow: (error) => error instanceof RangeError,
    sizeOf: () => 1,
    maxRows: 10,
    maxUnits: 1000,
    maxPending: 100,
    maxPendingUnits: 1000,
    ...options,
  });

describe('group commit', () => {
  it('stores what arrives in one turn of the event loop together', async () => {
    const sizes: number[] = [];
    const commit = groupCommit({
      store: (rows) => {
        sizes.push(rows.length);
        return Promise.resolve(storeAll(rows));
      },
    });
    const rows = Array.from({ length: 7 }, () => aRow());
    const results = await Promise.all(rows.map(async (row) => commit.add(row)));
    expect(results).toEqual(storeAll(rows));
    expect(sizes).toEqual([7]);
  });

  it('has at most two batches under way, while the next one gathers up to its limit', async () => {
    const finish: (() => void)[] = [];
    const sizes: number[] = [];
    const commit = groupCommit({
      store: (rows) =>
        new Promise((resolve) => {
          sizes.push(rows.length);
          finish.push(() => resolve(storeAll(rows)));
        }),
    });
    const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
    const add = async (): Promise<Accepted | undefined> => commit.add(aRow());
    const added = [add()];
    await turn();
    added.push(add());
    await turn();
    for (let count = 0; count < 13; count += 1) added.push(add());
    await turn();
    expect(sizes).toEqual([1, 1]);
    while (finish.length > 0) {
      finish.shift()?.();
      await turn();
      await turn();
    }
    await Promise.all(added);
    expect(sizes).toEqual([1, 1, 10, 3]);
  });

  it('splits a batch that a bad row spoils, so that only that row fails', async () => {
    const commit = groupCommit({
      store: (rows) =>
        rows.some(({ content }) => content === 'bad')
          ? Promise.reject(new RangeError('bad'))
          : Promise.resolve(storeAll(rows)),
    });
    const results = await Promise.allSettled(
      [aRow(), aRow('bad'), aRow()].map(async (row) => commit.add(row)),
    );
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });

  it('fails the whole batch when the database is away, without asking once per row', async () => {
    let calls = 0;
    const commit = groupCommit({
      store: () => {
        calls += 1;
        return Promise.reject(new Error('connection refused'));
      },
    });
    const results = await Promise.allSettled(
      [aRow(), aRow(), aRow()].map(async (row) => commit.add(row)),
    );
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    expect(calls).toBe(1);
  });

  it('refuses more than it may hold', () => {
    const commit = groupCommit({ store: () => new Promise(() => undefined), maxPending: 2 });
    expect(commit.add(aRow())).toBeInstanceOf(Promise);
    expect(commit.add(aRow())).toBeInstanceOf(Promise);
    expect(commit.add(aRow())).toBeUndefined();
  });

  it('ends a batch by size too, and stores a row that is larger than that alone', async () => {
    const sizes: number[] = [];
    const commit = groupCommit({
      sizeOf: ({ content }) => (content === 'large' ? 50 : 1),
      maxUnits: 20,
      store: (rows) => {
        sizes.push(rows.length);
        return Promise.resolve(storeAll(rows));
      },
    });
    const rows = [aRow(), aRow('large'), aRow(), aRow()];
    expect(await Promise.all(rows.map(async (row) => commit.add(row)))).toEqual(storeAll(rows));
    expect(sizes).toEqual([1, 1, 2]);
  });

  it('refuses more text than it may hold, until some of it is on its way', async () => {
    const commit = groupCommit({
      sizeOf: () => 600,
      maxUnits: 600,
      maxPendingUnits: 1000,
      store: () => new Promise(() => undefined),
    });
    expect(commit.add(aRow())).toBeInstanceOf(Promise);
    expect(commit.add(aRow())).toBeInstanceOf(Promise);
    expect(commit.add(aRow())).toBeUndefined();
    await new Promise((resolve) => setImmediate(resolve));
    expect(commit.add(aRow())).toBeInstanceOf(Promise);
  });
});
