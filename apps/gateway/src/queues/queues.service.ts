import { Inject, Injectable } from '@nestjs/common';
import type { PutQueue, QueueBody } from '@assay/contracts';
import { changeQueue, QueueStore, readAsTenant, type Database } from '@assay/database';
import { failed, ok, type Principal, type QueueSettings, type Result } from '@assay/domain';
import { DATABASE } from '../database.js';

/** How the queues of the caller's tenant work. */
@Injectable()
export class QueuesService {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  /** `not_found` for a queue that is not set up, that no policy names, and that holds nothing. */
  get({ tenantId }: Principal, name: string): Promise<Result<QueueBody>> {
    return readAsTenant(this.database.dataSource, tenantId, async (manager) => {
      const store = new QueueStore(manager);
      if (!(await store.exists(tenantId, name))) {
        return failed('not_found', 'There is no such queue.');
      }
      return ok(queueBody(name, await store.settings(tenantId, name)));
    });
  }

  /** Problems: `invalid_request` and `not_found`, with pointers. */
  put(
    { tenantId, id }: Principal,
    { name, change }: { readonly name: string; readonly change: PutQueue },
  ): Promise<Result<QueueBody>> {
    return this.database.dataSource.transaction(async (manager) => {
      const changed = await changeQueue(manager, { tenantId, name, actor: id, change });
      return changed.ok ? ok(queueBody(name, changed.value)) : changed;
    });
  }
}

const queueBody = (name: string, settings: QueueSettings): QueueBody => ({
  name,
  settings: { ...settings, required: [...settings.required] },
});
