import { Injectable } from '@nestjs/common';
import { BatchItem, type BatchResult } from '@assay/contracts';
import type { Principal, Problem } from '@assay/domain';
import { schemaProblem, type SchemaIssue } from '../http/schema-problem.js';
import { SubmissionsService } from './submissions.service.js';

type ItemResult = BatchResult['items'][number];

/** Up to 100 submissions in one request. Every item stands alone: a bad one gets a problem, the rest are stored. */
@Injectable()
export class BatchService {
  constructor(private readonly submissions: SubmissionsService) {}

  async accept(actor: Principal, items: readonly unknown[]): Promise<BatchResult> {
    return {
      items: await Promise.all(items.map((item, index) => this.acceptItem(actor, item, index))),
    };
  }

  private async acceptItem(actor: Principal, item: unknown, index: number): Promise<ItemResult> {
    const parsed = BatchItem.safeParse(item);
    if (!parsed.success)
      return failedItem(index, schemaProblem(parsed.error.issues as readonly SchemaIssue[]));
    const { idempotencyKey, ...body } = parsed.data;
    const accepted = await this.submissions.accept({ actor, body, lane: 'bulk', idempotencyKey });
    if (!accepted.ok) return failedItem(index, accepted.problem);
    return { index, id: accepted.value.id, status: 'accepted', replayed: accepted.value.replayed };
  }
}

/** Pointers of an item's problem start at the request body, so that they can be followed from there. */
function failedItem(index: number, { code, detail, errors }: Problem): ItemResult {
  return {
    index,
    problem: {
      code,
      detail,
      ...(errors === undefined
        ? {}
        : {
            errors: errors.map((error) => ({
              ...error,
              pointer: `/items/${index}${error.pointer}`,
            })),
          }),
    },
  };
}
