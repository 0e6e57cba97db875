import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { lastDays, type ShownDays } from './period.js';

interface Wanted<T> {
  readonly name: string;
  readonly days: ShownDays;
  readonly query: Readonly<Record<string, string | undefined>>;
  readonly read: (query: Readonly<Record<string, string | undefined>>) => Promise<T>;
}

/** A report over the last so many days; the former one stays on the page while the next is counted. */
export const useFigures = <T>({ name, days, query, read }: Wanted<T>) =>
  useQuery({
    queryKey: ['quality', name, days, query],
    queryFn: () => read({ ...lastDays(days, Date.now()), ...query }),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
