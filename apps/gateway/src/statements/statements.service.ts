import { Inject, Injectable } from '@nestjs/common';
import type { StatementQuery } from '@assay/contracts';
import { loadStatementFacts, readAsTenant, type Database } from '@assay/database';
import {
  checkDsaStatement,
  dsaStatement,
  failed,
  ok,
  statementOfReasons,
  type DsaStatement,
  type Principal,
  type Result,
  type Statement,
  type StatementFacts,
} from '@assay/domain';
import { DATABASE } from '../database.js';

/** Why a verdict is what it is, for the platform's user, for a letter, or for the DSA database. */
@Injectable()
export class StatementsService {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  /** Problems: `not_found`, `not_decided`. */
  async find(wish: {
    readonly actor: Principal;
    readonly id: string;
    readonly query: StatementQuery;
  }): Promise<Result<Statement | DsaStatement | string>> {
    const { actor, id, query } = wish;
    const { tenantId } = actor;
    const loaded = await readAsTenant(this.database.dataSource, tenantId, (manager) =>
      loadStatementFacts(manager, { tenantId, submissionId: id, revision: query.revision }),
    );
    if (loaded.type === 'not_found') return failed('not_found', 'There is no such submission.');
    if (loaded.type === 'not_decided') {
      return failed('not_decided', 'There is no such verdict, so there are no reasons to state.');
    }
    if (query.format === 'dsa') return recordOf(loaded.facts);
    const statement = statementOfReasons(loaded.facts, query.locale);
    return ok(query.format === 'text' ? statement.text : statement);
  }
}

function recordOf(facts: StatementFacts): Result<DsaStatement> {
  const record = dsaStatement(facts);
  if (record === undefined) {
    return failed('not_found', 'A verdict that restricts nothing has no record for the database.');
  }
  const [problem] = checkDsaStatement(record);
  if (problem !== undefined) throw new Error(`${problem.pointer}: ${problem.message}`);
  return ok(record);
}
