import { Paced } from './paced.js';

let clockMs: number;
let asked: number;
beforeEach(() => {
  clockMs = 0;
  asked = 0;
});

const pacedBy = (tookMs: number): Paced<number> =>
  new Paced(
    async () => {
      clockMs += tookMs;
      return (asked += 1);
    },
    () => clockMs,
  );

test('a cheap answer is always new', async () => {
  const cheap = pacedBy(10);
  expect([await cheap.read('a'), await cheap.read('a')]).toEqual([1, 2]);
});

test('a costly answer rests for twenty times as long as it took', async () => {
  const costly = pacedBy(100);
  expect(await costly.read('a')).toBe(1);
  clockMs += 1999;
  expect(await costly.read('a')).toBe(1);
  clockMs += 1;
  expect(await costly.read('a')).toBe(2);
});

test('keys do not wait for each other, and askers of one key share the answer', async () => {
  const costly = pacedBy(100);
  const answers = await Promise.all([costly.read('a'), costly.read('a'), costly.read('b')]);
  expect(answers).toEqual([1, 1, 2]);
});

test('a failure is not kept', async () => {
  let isBroken = true;
  const paced = new Paced(async () => {
    if (isBroken) throw new Error('away');
    return 'back';
  });
  await expect(paced.read('a')).rejects.toThrow('away');
  isBroken = false;
  expect(await paced.read('a')).toBe('back');
});
