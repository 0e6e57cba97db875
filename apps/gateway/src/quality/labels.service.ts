import { Readable } from 'node:stream';
import { Inject, Injectable } from '@nestjs/common';
import type { LabelBody, LabelQuery } from '@assay/contracts';
import {
  LabelStore,
  readAsTenant,
  type Database,
  type Label,
  type LabelPlace,
} from '@assay/database';
import { failed, mayDo, ok, type Principal, type Result } from '@assay/domain';
import { DATABASE } from '../database.js';
import { askedPeriod } from './asked-period.js';

const batchSize = 200;

/** Final rulings with their texts, for training. */
@Injectable()
export class LabelsService {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  /**
   * The export as lines of JSON. A batch is read when the reader has taken the one before, each in a transaction of its
   * own, so that a slow reader holds neither memory nor a connection.
   */
  async export(actor: Principal, query: LabelQuery): Promise<Result<Readable>> {
    if (!mayDo(actor, 'submissions:read')) {
      return failed('forbidden', 'Texts are part of the export: it also needs submissions:read.');
    }
    const lines = this.lines({ tenantId: actor.tenantId, ...askedPeriod(query) });
    return ok(Readable.from(lines, { objectMode: false, highWaterMark: 65_536 }));
  }

  private async *lines(wish: {
    readonly tenantId: string;
    readonly since: Date;
    readonly until: Date;
  }): AsyncGenerator<string, void, undefined> {
    let after: LabelPlace | undefined;
    do {
      const { labels, next } = await readAsTenant(
        this.database.dataSource,
        wish.tenantId,
        (manager) => new LabelStore(manager).batch({ ...wish, after, limit: batchSize }),
      );
      if (labels.length > 0) yield labels.map(lineOf).join('');
      after = next;
    } while (after !== undefined);
  }
}

const lineOf = (label: Label): string => `${JSON.stringify(bodyOf(label))}\n`;

function bodyOf({ category, clause, model, ruledAt, parts, ...label }: Label): LabelBody {
  return {
    ...label,
    parts: [...parts],
    ...(category === null ? {} : { category }),
    ...(clause === null ? {} : { clause }),
    ...(model === null ? {} : { model }),
    ruledAt: ruledAt.toISOString(),
  };
}
