import { clauseName, failed, ok, type Result } from '@assay/domain';
import type { EntityManager } from 'typeorm';
import { addGold, type NewGoldItem } from '../gold/add-gold.js';
import { GoldItemStore } from '../gold/gold-item.store.js';
import { createStandard, draftStandard, type NewStandard } from './draft-standard.js';
import { StandardStore } from './standard.store.js';

/** A standard of another organisation with the gold items of its set. */
export interface StandardImport {
  readonly standard: NewStandard;
  readonly goldItems: readonly ImportedGold[];
}

/** `clauseId` is one of the standard’s own clauses. */
export type ImportedGold = Omit<NewGoldItem, 'setName' | 'clause'> & {
  readonly clauseId: string | null;
};

export interface ImportedStandard {
  readonly standardId: string;
  readonly version: number;
  /** Items that were not in the set already. */
  readonly goldAdded: number;
}

/**
 * Writes a draft: the first version of a new standard, or the next one of the standard with the same name. Gold items
 * that the set has already are left out, so that importing again doubles nothing.
 * Problems: `duplicate` when a standard of this name uses another taxonomy or gold set.
 */
export async function importStandard(
  manager: EntityManager,
  { standard, goldItems }: StandardImport,
): Promise<Result<ImportedStandard>> {
  const written = await writeDraft(manager, standard);
  if (!written.ok) return written;
  const { standardId, version } = written.value;
  const goldAdded = await addMissing(manager, { standard, goldItems, version });
  return ok({ standardId, version, goldAdded });
}

type Drafted = Omit<ImportedStandard, 'goldAdded'>;

async function writeDraft(manager: EntityManager, standard: NewStandard): Promise<Result<Drafted>> {
  const same = await new StandardStore(manager, standard.tenantId).findByName(standard.name);
  if (same === undefined) {
    const created = await createStandard(manager, standard);
    return created.ok ? ok({ standardId: created.value, version: 1 }) : created;
  }
  if (same.taxonomy !== standard.taxonomy || same.goldSet !== standard.goldSet) {
    return failed(
      'duplicate',
      `There is another standard "${standard.name}", with another taxonomy or gold set.`,
    );
  }
  const drafted = await draftStandard(manager, { ...standard, standardId: same.id });
  return drafted.ok ? ok({ standardId: same.id, version: drafted.value }) : drafted;
}

async function addMissing(
  manager: EntityManager,
  { standard, goldItems, version }: StandardImport & { readonly version: number },
): Promise<number> {
  const { tenantId, actor, goldSet, name } = standard;
  if (goldSet === null || goldItems.length === 0) return 0;
  const present = await new GoldItemStore(manager, tenantId).ofSet(goldSet);
  const known = new Set(present.map(contentOf));
  const items = goldItems
    .filter((item) => !known.has(contentOf(item)))
    .map(({ clauseId, ...item }) => ({
      ...item,
      setName: goldSet,
      clause: clauseId === null ? null : clauseName({ name, version }, clauseId),
    }));
  await addGold(manager, { tenantId, actor, items });
  return items.length;
}

/** Items are the same when they show the same and expect the same. */
const contentOf = (
  item: Pick<NewGoldItem, 'parts' | 'context' | 'scene' | 'expectedOutcome' | 'expectedCategory'>,
): string =>
  JSON.stringify([
    item.parts.map(({ text }) => text),
    item.context.prompt ?? '',
    item.scene,
    item.expectedOutcome,
    item.expectedCategory,
  ]);
