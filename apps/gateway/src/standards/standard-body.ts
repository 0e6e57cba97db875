import type { StandardBody, StandardDetail, StandardVersionBody } from '@assay/contracts';
import type { StoredStandard, StoredStandardVersion } from '@assay/database';

export const standardBody = (
  { goldSet, createdAt, published, ...standard }: StoredStandard,
  { withGoldSet }: { readonly withGoldSet: boolean },
): StandardBody & { id: string } => ({
  id: standard.id,
  name: standard.name,
  title: standard.title,
  taxonomy: standard.taxonomy,
  ...(withGoldSet && goldSet !== null ? { goldSet } : {}),
  createdAt: createdAt.toISOString(),
  ...(published === null ? {} : { published }),
});

/** `full` shows drafts and the gold set. Clauses are those of the published version, else none. */
export function standardDetail({
  standard,
  versions,
  full,
}: {
  readonly standard: StoredStandard;
  readonly versions: readonly StoredStandardVersion[];
  readonly full: boolean;
}): StandardDetail {
  const shown = full ? versions : versions.filter(({ state }) => state !== 'draft');
  const published = versions.find(({ state }) => state === 'published');
  return {
    ...standardBody(standard, { withGoldSet: full }),
    versions: shown.map(versionSummary),
    clauses: clausesOf(published),
  };
}

export const standardVersionBody = (version: StoredStandardVersion): StandardVersionBody => ({
  ...versionSummary(version),
  standardId: version.standardId,
  name: version.name,
  taxonomy: version.taxonomy,
  clauses: clausesOf(version),
});

const versionSummary = (version: StoredStandardVersion): StandardDetail['versions'][number] => ({
  version: version.version,
  state: version.state,
  clauseCount: version.clauses.length,
  reviewAt: version.reviewAt,
  createdBy: version.createdBy,
  createdAt: version.createdAt.toISOString(),
  updatedAt: version.updatedAt.toISOString(),
  ...(version.publishedBy === null ? {} : { publishedBy: version.publishedBy }),
  ...(version.publishedAt === null ? {} : { publishedAt: version.publishedAt.toISOString() }),
  ...(version.retiredAt === null ? {} : { retiredAt: version.retiredAt.toISOString() }),
});

/** Stored as they were checked; only the readonly marks differ. */
const clausesOf = (version: StoredStandardVersion | undefined): StandardVersionBody['clauses'] =>
  (version?.clauses ?? []) as StandardVersionBody['clauses'];
