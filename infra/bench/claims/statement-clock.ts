import { performance } from 'node:perf_hooks';
import type { EntityManager } from 'typeorm';

/** The statements that are timed by name. */
export const timedStatements = ['claim', 'open keys', 'rival'] as const;
export type TimedStatement = (typeof timedStatements)[number];

const beginnings: readonly (readonly [string, TimedStatement])[] = [
  ['WITH head AS MATERIALIZED', 'claim'],
  ['WITH RECURSIVE step AS', 'open keys'],
  ['WITH rival AS MATERIALIZED', 'rival'],
];

/** Which of them a statement is, by how it begins. */
export function statementName(sql: string): TimedStatement | undefined {
  const start = sql.trimStart();
  return beginnings.find(([beginning]) => start.startsWith(beginning))?.[1];
}

/** A statement as it was sent, to be explained later. */
export interface SentStatement {
  readonly sql: string;
  readonly params: readonly unknown[];
}

/** Milliseconds per statement as a client sees them, round trip included, and the last one of each kind. */
export class StatementClock {
  readonly timesMs = new Map<TimedStatement, number[]>();
  readonly last = new Map<TimedStatement, SentStatement>();

  /** The same manager, with its statements timed. */
  timed(manager: EntityManager): EntityManager {
    const query = async (sql: string, params: unknown[]): Promise<unknown> => {
      const name = statementName(sql);
      if (name === undefined) return manager.query(sql, params);
      const startedAt = performance.now();
      const rows: unknown = await manager.query(sql, params);
      this.note(name, performance.now() - startedAt);
      this.last.set(name, { sql, params });
      return rows;
    };
    return new Proxy(manager, {
      get: (target, property): unknown =>
        property === 'query' ? query : Reflect.get(target, property),
    });
  }

  private note(name: TimedStatement, timeMs: number): void {
    const times = this.timesMs.get(name);
    if (times === undefined) this.timesMs.set(name, [timeMs]);
    else times.push(timeMs);
  }
}
