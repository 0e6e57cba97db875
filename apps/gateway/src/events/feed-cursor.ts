import { decodeCursor, encodeCursor, type FeedPosition } from '@assay/database';
import { failed, ok, type Result } from '@assay/domain';

export const feedCursor = ({ xid, seq }: FeedPosition): string => encodeCursor([xid, seq]);

/** The place a cursor names, or `invalid_request` for a string that this feed did not write. */
export function feedPosition(cursor: string): Result<FeedPosition> {
  const values = decodeCursor(cursor, 2);
  const [xid, seq] = values ?? [];
  if (xid !== undefined && seq !== undefined && isBigint(xid) && isBigint(seq))
    return ok({ xid, seq });
  return failed('invalid_request', 'The cursor is not one of this feed. Start again without it.');
}

const isBigint = (text: string): boolean =>
  /^\d{1,19}$/.test(text) && BigInt(text) <= 9_223_372_036_854_775_807n;
