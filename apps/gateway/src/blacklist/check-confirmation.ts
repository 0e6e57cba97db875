import type { IndustryListStore, StoredEntry } from '@assay/database';
import { failed, ok, type Principal, type Result } from '@assay/domain';

/** What one tenant contributes to a list of another acts on everybody's content, so its own people cannot vouch for it. */
export const needsOtherTenant = failed(
  'same_principal',
  'An entry for an industry list that another tenant founded must be confirmed by somebody of another tenant.',
);

/** Problems: `same_principal`. The founder of a list answers for it and confirms entries of its own. */
export async function checkConfirmation(
  lists: IndustryListStore,
  { actor, entry }: { readonly actor: Principal; readonly entry: StoredEntry },
): Promise<Result<void>> {
  if (entry.listId === null || entry.tenantId !== actor.tenantId) return ok(undefined);
  const list = await lists.find(actor.tenantId, entry.listId);
  return list?.own === true ? ok(undefined) : needsOtherTenant;
}
