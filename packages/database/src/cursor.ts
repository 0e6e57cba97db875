/**
 * Opaque list cursors: the ordering values of the last row, base64url of JSON.
 * `undefined` for a cursor that this release did not write.
 */
export const encodeCursor = (values: readonly string[]): string =>
  Buffer.from(JSON.stringify(values)).toString('base64url');

export function decodeCursor(cursor: string, length: number): readonly string[] | undefined {
  try {
    const values: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (!Array.isArray(values) || values.length !== length) return undefined;
    return values.every((value) => typeof value === 'string') ? values : undefined;
  } catch {
    // Anything that does not parse is somebody else's string, which is an answer and no error.
    return undefined;
  }
}
