import type { AgreementReportBody } from '@assay/contracts';

type Item = AgreementReportBody['items'][number];

/** One line of the report: whose agreement it is. */
export interface AgreementLine {
  readonly key: string;
  readonly kind: 'overall' | 'within' | 'between' | 'pair';
  /** Names of the teams it is about; none for all people and all teams. */
  readonly teams: readonly string[];
  readonly agreement: Item['overall'];
}

/** All people first, then inside each team, then all teams with each other, then teams two by two. */
export function agreementLines({ overall, teams, between, pairs }: Item): readonly AgreementLine[] {
  const nameOf = (teamId: string): string =>
    teams.find((team) => team.teamId === teamId)?.name ?? teamId.slice(-8);
  return [
    { key: 'overall', kind: 'overall', teams: [], agreement: overall },
    ...teams.map(({ teamId, name, within }) => ({
      key: teamId,
      kind: 'within' as const,
      teams: [name],
      agreement: within,
    })),
    ...(teams.length > 1
      ? [{ key: 'between', kind: 'between' as const, teams: [], agreement: between }]
      : []),
    // Two teams have one pair, which says what "between teams" says already.
    ...(pairs.length > 1
      ? pairs.map(({ teamIds, between }) => ({
          key: teamIds.join(' '),
          kind: 'pair' as const,
          teams: teamIds.map(nameOf),
          agreement: between,
        }))
      : []),
  ];
}
