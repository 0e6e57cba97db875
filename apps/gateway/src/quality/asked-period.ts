/** A period as asked for; the last thirty days before its end by default. */
export function askedPeriod(query: {
  readonly since?: string | undefined;
  readonly until?: string | undefined;
}): { readonly since: Date; readonly until: Date } {
  const until = query.until === undefined ? new Date() : new Date(query.until);
  const since =
    query.since === undefined ? new Date(until.getTime() - thirtyDaysMs) : new Date(query.since);
  return { since, until };
}

const thirtyDaysMs = 30 * 86_400_000;
