import { defaultRouting } from '../policy/policy.js';
import { chanceOf } from './chance.js';
import { doubleBlind } from './queue.js';
import { routeReview } from './route.js';

const routing = {
  ...defaultRouting,
  routes: [
    { categories: ['A.1.f'], queue: 'graphic', panel: doubleBlind },
    {
      languages: ['en'],
      severities: ['high', 'critical'],
      queue: 'english',
      dueSeconds: 60,
      undoSeconds: 0,
    },
  ],
} as const;

test('the first route that fits decides, and leaves the rest to the routing', () => {
  expect(routeReview(routing, { category: 'A.1.f', severity: 'high', language: 'en' })).toEqual({
    queue: 'graphic',
    dueSeconds: defaultRouting.dueSeconds.high,
    undoSeconds: 10,
    panel: doubleBlind,
  });
  expect(routeReview(routing, { category: 'A.3.e', severity: 'high', language: 'en' })).toEqual({
    queue: 'english',
    dueSeconds: 60,
    undoSeconds: 0,
    panel: undefined,
  });
});

test('without a route that fits, the routing of the policy holds', () => {
  expect(routeReview(routing, { category: 'A.3.e', severity: 'low', language: 'en' })).toEqual({
    queue: 'default',
    dueSeconds: 86_400,
    undoSeconds: 10,
    panel: undefined,
  });
});

test('chances are even, the same for an id, and independent between purposes', () => {
  const ids = Array.from({ length: 20_000 }, (_, n) => `018f-${n}-7a`);
  const audited = ids.filter((id) => chanceOf(id, 'audit') < 0.1);
  // Binomial(20000, 0.1): mean 2000, standard deviation 42.
  expect(Math.abs(audited.length - 2000)).toBeLessThan(170);
  const both = audited.filter((id) => chanceOf(id, 'double_review') < 0.1);
  expect(Math.abs(both.length - 200)).toBeLessThan(57);
  expect(chanceOf('a', 'audit')).toBe(chanceOf('a', 'audit'));
});
