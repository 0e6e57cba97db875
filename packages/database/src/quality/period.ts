/** From `since` up to, not including, `until`. */
export interface Period {
  readonly since: Date;
  readonly until: Date;
}

/** Lets other work of the process run between two steps of a long computation. */
export const nextTurn = (): Promise<void> =>
  new Promise((resolve) => {
    setImmediate(resolve);
  });

/** Rows under the key that `keyOf` gives them, in the order in which the keys come. */
export function byKey<Row, Key>(
  rows: readonly Row[],
  keyOf: (row: Row) => Key,
): ReadonlyMap<Key, readonly Row[]> {
  const groups = new Map<Key, Row[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group === undefined) groups.set(keyOf(row), [row]);
    else group.push(row);
  }
  return groups;
}
