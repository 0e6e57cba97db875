import type { AgreementReportBody } from '@assay/contracts';
import { agreementLines } from './agreement-lines.js';

type Item = AgreementReportBody['items'][number];

const agreement: Item['overall'] = {
  units: 40,
  labels: 80,
  voices: 2,
  alpha: { estimate: 0.8, low: 0.7, high: 0.9 },
  level: 'tolerable',
  cohen: null,
  fleiss: null,
};
const team = (teamId: string, name: string) => ({ teamId, name, within: agreement });
const pair = (a: string, b: string): Item['pairs'][number] => ({
  teamIds: [a, b],
  between: agreement,
});

const kindsOf = (item: Item) => agreementLines(item).map(({ kind, teams }) => [kind, ...teams]);

test('with one team there is nothing between teams', () => {
  const item = { key: null, overall: agreement, teams: [team('a', 'North')], between: agreement };
  expect(kindsOf({ ...item, pairs: [] })).toEqual([['overall'], ['within', 'North']]);
});

test('the only pair of two teams is not repeated', () => {
  const teams = [team('a', 'North'), team('b', 'South')];
  const item = { key: null, overall: agreement, teams, between: agreement };
  expect(kindsOf({ ...item, pairs: [pair('a', 'b')] })).toEqual([
    ['overall'],
    ['within', 'North'],
    ['within', 'South'],
    ['between'],
  ]);
});

test('pairs of more teams carry their names, and a team that left its id', () => {
  const teams = [team('a', 'North'), team('b', 'South')];
  const item = { key: null, overall: agreement, teams, between: agreement };
  const lines = kindsOf({ ...item, pairs: [pair('a', 'b'), pair('a', '0000-11112222')] });
  expect(lines.slice(-2)).toEqual([
    ['pair', 'North', 'South'],
    ['pair', 'North', '11112222'],
  ]);
});
