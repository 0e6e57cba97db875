import { readStored, writeStored } from '../shell/stored.js';
import type { Desk } from './desk-state.js';

/** What outlives a reload: rulings on their way and typed drafts; never content. The gateway knows what is held. */
export type StoredDesk = Pick<Desk, 'tray' | 'drafts'>;

// Sends belong to one tab, or two tabs would answer for each other; drafts are for every tab.
export const loadDesk = (place: string): StoredDesk => ({
  tray: readStored<Desk['tray']>(`${place}.tray`, [], sessionStorage),
  drafts: readStored<Desk['drafts']>(`${place}.drafts`, {}),
});

export function storeDesk(place: string, { tray, drafts }: StoredDesk): void {
  writeStored(`${place}.tray`, tray, sessionStorage);
  writeStored(`${place}.drafts`, drafts);
}
