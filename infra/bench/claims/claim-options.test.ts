import { describe, expect, it } from '@jest/globals';
import { parseClaimOptions } from './claim-options.js';

describe('options of the claim benchmark', () => {
  it('defaults to a million tasks and 200 claims a second for a minute', () => {
    expect(parseClaimOptions([])).toEqual({
      ok: true,
      options: {
        tasks: 1_000_000,
        seconds: 60,
        rate: 200,
        rivalRate: 4,
        seed: 20_261_123,
        write: undefined,
      },
    });
  });

  it.each([
    [['--tasks', '5000'], { tasks: 5000 }],
    [['--seconds=5', '--rate=50'], { seconds: 5, rate: 50 }],
    [['--rival-rate', '0'], { rivalRate: 0 }],
    [['--seed', '7'], { seed: 7 }],
    [['--write', 'docs/evidence/claims.txt'], { write: 'docs/evidence/claims.txt' }],
  ])('reads %j', (args, expected) => {
    expect(parseClaimOptions(args)).toMatchObject({ ok: true, options: expected });
  });

  it.each([
    [['--tasks', '12.5'], '--tasks takes a whole number from 1000 to 20000000.'],
    [['--tasks', '999'], '--tasks takes a whole number from 1000 to 20000000.'],
    [['--rate', 'fast'], '--rate takes a whole number from 1 to 5000.'],
    [['--rate', '-1'], /--rate/],
    [['--seconds', '0'], '--seconds takes a whole number from 1 to 86400.'],
    [['--seconds'], /--seconds/],
    [['--colour', 'red'], /--colour/],
    [['more'], /more/],
  ])('refuses %j', (args, message) => {
    const parsed = parseClaimOptions(args);
    expect(parsed).toEqual({
      ok: false,
      message: typeof message === 'string' ? message : expect.stringMatching(message),
    });
  });
});
