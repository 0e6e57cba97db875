import { useSearchParams } from 'react-router';

type Changes = Readonly<Record<string, string | undefined>>;

interface Address<Name extends string> {
  /** What the address says of these names; without those that are not there. */
  readonly filter: Readonly<Partial<Record<Name, string>>>;
  /** Writes or, with `undefined` and an empty word, removes. */
  readonly change: (changes: Changes) => void;
  /** The same, and starts the list anew. */
  readonly refine: (changes: Changes) => void;
}

/** Filters, page and opened item live in the address, so that they survive a reload and can be sent to a colleague. */
export function useAddress<Name extends string>(names: readonly Name[]): Address<Name> {
  const [search, setSearch] = useSearchParams();
  const filter: Partial<Record<Name, string>> = {};
  for (const name of names) {
    const value = search.get(name);
    if (value !== null && value !== '') filter[name] = value;
  }
  const change = (changes: Changes): void =>
    setSearch((now) => {
      for (const [name, value] of Object.entries(changes)) {
        if (value === undefined || value === '') now.delete(name);
        else now.set(name, value);
      }
      return now;
    });
  return { filter, change, refine: (changes) => change({ ...changes, cursor: undefined }) };
}
