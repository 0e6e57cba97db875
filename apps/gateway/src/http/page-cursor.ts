import { decodeCursor, encodeCursor } from '@assay/database';
import { failed, ok, type Result } from '@assay/domain';
import type { ListQuery, Page } from '@assay/contracts';

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The id that a list ordered by id goes on from; `undefined` on the first page. */
export function cursorId({ cursor }: Pick<ListQuery, 'cursor'>): Result<string | undefined> {
  if (cursor === undefined) return ok(undefined);
  const id = decodeCursor(cursor, 1)?.[0];
  if (id !== undefined && uuid.test(id)) return ok(id);
  const message = 'The cursor is not one of this list. Start again without it.';
  return failed('invalid_request', message, {
    errors: [{ pointer: '/cursor', code: 'invalid_request', message }],
  });
}

/** One page of rows that were read with one row more than `limit`. */
export function pageById<T extends { readonly id: string }>(
  rows: readonly T[],
  limit: number,
): Page<T> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  if (rows.length <= limit || last === undefined) return { items };
  return { items, nextCursor: encodeCursor([last.id]) };
}
