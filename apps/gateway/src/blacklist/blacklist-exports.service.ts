import { Readable } from 'node:stream';
import { Inject, Injectable } from '@nestjs/common';
import type { ExportQuery } from '@assay/contracts';
import {
  exportEntries,
  readAsTenant,
  recordAudit,
  type Database,
  type ExportedEntry,
} from '@assay/database';
import type { Principal } from '@assay/domain';
import { writeEntries, type WrittenEntry } from '@assay/exchange';
import { DATABASE } from '../database.js';

const pageSize = 1000;

/** What a tenant may see of blacklists, as a file. Memory: one page, whatever the length of the list. */
@Injectable()
export class BlacklistExportsService {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  /** The text of the file as it is read. That it was taken is noted before the first byte. */
  async text(actor: Principal, query: ExportQuery): Promise<Readable> {
    const { format, ...filter } = query;
    await recordAudit(this.database.dataSource.manager, {
      tenantId: actor.tenantId,
      actor: actor.id,
      action: 'blacklist.exported',
      subjectType: 'blacklist',
      subjectId: filter.listId ?? actor.tenantId,
      detail: { format, ...filter },
    });
    const text = writeEntries(this.entries(actor.tenantId, filter), {
      format,
      producedAtMs: Date.now(),
    });
    return Readable.from(text, { objectMode: false, highWaterMark: 65_536 });
  }

  private async *entries(
    tenantId: string,
    filter: Omit<ExportQuery, 'format'>,
  ): AsyncGenerator<WrittenEntry, void, undefined> {
    let after: string | undefined;
    do {
      const page = await readAsTenant(this.database.dataSource, tenantId, (manager) =>
        exportEntries(manager, { after, limit: pageSize, filter }),
      );
      for (const entry of page) yield written(entry);
      after = page.length < pageSize ? undefined : page.at(-1)?.id;
    } while (after !== undefined);
  }
}

const written = ({ scope, ...entry }: ExportedEntry): WrittenEntry => ({ ...entry, ...scope });
