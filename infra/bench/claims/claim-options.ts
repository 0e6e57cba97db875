import { parseArgs } from 'node:util';

/** What one run of the claim benchmark is told. */
export interface ClaimOptions {
  /** Open tasks in the queue when the clock starts. */
  readonly tasks: number;
  readonly seconds: number;
  /** Claims a second. */
  readonly rate: number;
  /** Claims a second of the rival, which a higher rate would only choke. 0: no rival. */
  readonly rivalRate: number;
  readonly seed: number;
  /** File for the report, relative to the repository. */
  readonly write: string | undefined;
}

export type ParsedClaimOptions =
  | { readonly ok: true; readonly options: ClaimOptions }
  | { readonly ok: false; readonly message: string };

const limits = {
  tasks: [1000, 20_000_000],
  seconds: [1, 86_400],
  rate: [1, 5000],
  'rival-rate': [0, 1000],
  seed: [0, 4_294_967_295],
} as const;
type NumberFlag = keyof typeof limits;

const defaults: Readonly<Record<NumberFlag, string>> = {
  tasks: '1000000',
  seconds: '60',
  rate: '200',
  'rival-rate': '4',
  seed: '20261123',
};

/** Reads the command line after `claims`. Every number must be whole and within its limits. */
export function parseClaimOptions(args: readonly string[]): ParsedClaimOptions {
  const flags = readFlags(args);
  if (typeof flags === 'string') return { ok: false, message: flags };
  const numbers = new Map<NumberFlag, number>();
  for (const name of Object.keys(limits) as NumberFlag[]) {
    const [least, most] = limits[name];
    const given = flags[name] ?? defaults[name];
    const value = Number(given);
    if (!/^\d+$/.test(given) || value < least || value > most) {
      return { ok: false, message: `--${name} takes a whole number from ${least} to ${most}.` };
    }
    numbers.set(name, value);
  }
  const number = (name: NumberFlag): number => numbers.get(name) ?? Number(defaults[name]);
  return {
    ok: true,
    options: {
      tasks: number('tasks'),
      seconds: number('seconds'),
      rate: number('rate'),
      rivalRate: number('rival-rate'),
      seed: number('seed'),
      write: flags.write,
    },
  };
}

type Flags = Partial<Record<NumberFlag | 'write', string>>;

function readFlags(args: readonly string[]): Flags | string {
  const text = { type: 'string' } as const;
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        tasks: text,
        seconds: text,
        rate: text,
        'rival-rate': text,
        seed: text,
        write: text,
      },
    });
    return values;
  } catch (error) {
    return (error as Error).message;
  }
}
