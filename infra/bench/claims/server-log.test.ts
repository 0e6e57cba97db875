import { describe, expect, it } from '@jest/globals';
import { readServerTimes } from './server-log.js';

async function* linesOf(text: string): AsyncGenerator<string> {
  for (const line of text.split('\n')) yield line;
}

const claim = 'WITH held AS MATERIALIZED (';

describe('times in the log of the server', () => {
  it('adds up parse, plan and execution of one statement', async () => {
    const times = await readServerTimes(
      linesOf(
        [
          'all|7|LOG:  duration: 0.5 ms  parse <unnamed>: ',
          `\t  ${claim}`,
          '\t    SELECT 1',
          'all|7|LOG:  duration: 1.25 ms  bind <unnamed>: ',
          `\t  ${claim}`,
          'all|7|LOG:  duration: 2 ms  execute <unnamed>: ',
          `\t  ${claim}`,
        ].join('\n'),
      ),
    );
    expect(times.get('all')?.get('claim')).toEqual([3.75]);
  });

  it('keeps processes, applications and statements apart', async () => {
    const times = await readServerTimes(
      linesOf(
        [
          `all|7|LOG:  duration: 1 ms  parse <unnamed>: ${claim}`,
          `rare|8|LOG:  duration: 10 ms  parse <unnamed>: ${claim}`,
          'all|7|LOG:  duration: 5 ms  execute <unnamed>: SELECT 1',
          'rare|8|ERROR:  something else',
          `all|7|LOG:  duration: 1 ms  execute <unnamed>: ${claim}`,
          `rare|8|LOG:  duration: 20 ms  execute <unnamed>: ${claim}`,
          'rare|8|LOG:  duration: 3 ms  execute <unnamed>: WITH RECURSIVE step AS (',
        ].join('\n'),
      ),
    );
    expect(times.get('all')?.get('claim')).toEqual([2]);
    expect(times.get('rare')?.get('claim')).toEqual([30]);
    expect(times.get('rare')?.get('open keys')).toEqual([3]);
    expect(times.get('all')?.get('open keys')).toBeUndefined();
  });

  it('starts anew after a statement that failed before it was executed', async () => {
    const times = await readServerTimes(
      linesOf(
        [
          `all|7|LOG:  duration: 9 ms  parse <unnamed>: ${claim}`,
          'all|7|ERROR:  canceling statement',
          `all|7|LOG:  duration: 1 ms  parse <unnamed>: ${claim}`,
          `all|7|LOG:  duration: 1 ms  execute <unnamed>: ${claim}`,
        ].join('\n'),
      ),
    );
    expect(times.get('all')?.get('claim')).toEqual([2]);
  });
});
