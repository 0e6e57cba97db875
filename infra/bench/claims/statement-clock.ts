import { performance } from 'node:perf_hooks';
import type { EntityManager, QueryRunner } from 'typeorm';

/** The statements that are timed by name. */
export const timedStatements = ['claim', 'open keys', 'rival'] as const;
export type TimedStatement = (typeof timedStatements)[number];

const beginnings: readonly (readonly [string, TimedStatement])[] = [
  ['WITH held AS MATERIALIZED', 'claim'],
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

interface PreparedStatement {
  readonly name: string;
  readonly text: string;
  readonly values: readonly unknown[];
}

interface PreparedQueries {
  query(statement: PreparedStatement): Promise<unknown>;
}

/** Milliseconds per statement as a client sees them, round trip included, and the last one of each kind. */
export class StatementClock {
  readonly timesMs = new Map<TimedStatement, number[]>();
  readonly last = new Map<TimedStatement, SentStatement>();

  /** The same manager, with its statements timed, prepared ones too. */
  timed(manager: EntityManager): EntityManager {
    const query = (sql: string, params: unknown[]): Promise<unknown> =>
      this.measured({ sql, params }, () => manager.query(sql, params));
    return new Proxy(manager, {
      get: (target, property): unknown => {
        if (property === 'query') return query;
        if (property !== 'queryRunner' || target.queryRunner === undefined) {
          return Reflect.get(target, property);
        }
        return this.timedRunner(target.queryRunner);
      },
    });
  }

  /** Prepared statements go to the connection itself. */
  private timedRunner(runner: QueryRunner): object {
    const connect = async (): Promise<object> => {
      const client = (await runner.connect()) as PreparedQueries;
      return {
        query: (statement: PreparedStatement): Promise<unknown> =>
          this.measured({ sql: statement.text, params: statement.values }, () =>
            client.query(statement),
          ),
      };
    };
    return { connect };
  }

  private async measured(sent: SentStatement, work: () => Promise<unknown>): Promise<unknown> {
    const name = statementName(sent.sql);
    if (name === undefined) return work();
    const startedAt = performance.now();
    const answer = await work();
    this.note(name, performance.now() - startedAt);
    this.last.set(name, sent);
    return answer;
  }

  private note(name: TimedStatement, timeMs: number): void {
    const times = this.timesMs.get(name);
    if (times === undefined) this.timesMs.set(name, [timeMs]);
    else times.push(timeMs);
  }
}
