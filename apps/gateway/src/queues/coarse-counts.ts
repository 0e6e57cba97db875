import type { QueuePage } from '@assay/contracts';

type QueueLine = QueuePage['items'][number];

/**
 * The counts of those who may not read reviews: enough to choose where to work, too little to follow a single task.
 * In a quiet queue exact ones would tell a reviewer of a panel that a colleague has ruled, or that a panel disagreed.
 * Nobody's leases are counted, so a queue in which all is in somebody's hands is left out like an empty one.
 */
export const coarseCounts = ({ items }: QueuePage): QueuePage => ({
  items: items.filter(({ open }) => open > 0).map(coarseLine),
});

const coarseLine = ({ name, open, overdue, oldestAt }: QueueLine): QueueLine => ({
  name,
  open: coarse(open),
  leased: 0,
  overdue: coarse(overdue),
  ...(oldestAt === undefined ? {} : { oldestAt: fullHour(oldestAt) }),
});

/** Upper end of its step: 1–10, 11–30, 31–100, 101–300, and so on. Nothing is nothing. */
export function coarse(count: number): number {
  if (count === 0) return 0;
  let end = 10;
  for (let factor = 3; end < count; factor = 10 / factor) end = Math.round(end * factor);
  return end;
}

const hourMs = 3_600_000;

const fullHour = (time: string): string =>
  new Date(Math.floor(Date.parse(time) / hourMs) * hourMs).toISOString();
