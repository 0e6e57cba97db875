import {
  addGold,
  createStandard,
  ExamStore,
  GoldItemStore,
  publishStandard,
} from '@assay/database';
import type { EntityManager } from 'typeorm';
import { v7 } from 'uuid';
import { newGoldItem } from '../gold-items/new-gold-item.js';
import { demoExam, demoGoldItems, demoStandard } from './demo-standard.js';

/** The demo standard with its gold items and an exam. Where the standard exists, nothing is touched. */
export async function seedQualification(
  manager: EntityManager,
  { tenantId, actor }: { readonly tenantId: string; readonly actor: string },
): Promise<void> {
  const created = await createStandard(manager, { ...demoStandard, tenantId, actor });
  if (!created.ok) return;
  const standardId = created.value;
  await publishStandard(manager, { tenantId, standardId, version: 1, actor });
  const store = new GoldItemStore(manager, tenantId);
  for (const body of demoGoldItems) {
    const item = await newGoldItem(manager, { tenantId, store, body });
    if (!item.ok) throw new Error(`A demo gold item: ${item.problem.detail}`);
    // Nobody's own: who wrote an item is not examined on it.
    await addGold(manager, { tenantId, actor: `tenant:${tenantId}`, items: [item.value] });
  }
  await new ExamStore(manager, tenantId).create({
    id: v7(),
    actor,
    settings: { ...demoExam, itemIds: null, standardId },
  });
}
