import { z } from 'zod';

/** Query of every list: an opaque cursor from the previous page and a page size of at most 200. */
export const ListQuery = z.strictObject({
  cursor: z.string().max(512).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type ListQuery = z.infer<typeof ListQuery>;

/** One page. `nextCursor` is absent on the last page. */
export const page = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), nextCursor: z.string().optional() });

export interface Page<T> {
  readonly items: readonly T[];
  readonly nextCursor?: string;
}

export const Id = z.uuid();
/** A whole number that an integer column holds. */
export const Count = z.int32().min(0);
export const Timestamp = z.iso.datetime();
export const IdParams = z.object({ id: Id });
export type IdParams = z.infer<typeof IdParams>;
