import type { EntityManager } from 'typeorm';
import { TeamMemberEntity } from './team-member.entity.js';
import { TeamEntity } from './team.entity.js';

/** A team with the people in it. */
export interface TeamWithMembers {
  readonly team: TeamEntity;
  readonly memberIds: readonly string[];
}

/** Teams of one tenant. */
export class TeamStore {
  constructor(
    private readonly manager: EntityManager,
    private readonly tenantId: string,
  ) {}

  async find(id: string): Promise<TeamWithMembers | undefined> {
    const team = await this.manager.findOneBy(TeamEntity, { id, tenantId: this.tenantId });
    if (team === null) return undefined;
    const [found] = await this.withMembers([team]);
    return found;
  }

  /** Oldest first; `after` is the id of the previous page's last team. */
  async list({
    after,
    limit,
  }: {
    after?: string | undefined;
    limit: number;
  }): Promise<readonly TeamWithMembers[]> {
    const query = this.manager
      .createQueryBuilder(TeamEntity, 'team')
      .where('team.tenantId = :tenantId', { tenantId: this.tenantId })
      .orderBy('team.id')
      .limit(limit);
    if (after !== undefined) query.andWhere('team.id > :after', { after });
    return this.withMembers(await query.getMany());
  }

  /** False when the name is taken. */
  async add(id: string, name: string): Promise<boolean> {
    const rows: unknown[] = await this.manager.query(
      `INSERT INTO team (id, tenant_id, name) VALUES ($1, $2, $3)
       ON CONFLICT (tenant_id, name) DO NOTHING RETURNING id`,
      [id, this.tenantId, name],
    );
    return rows.length === 1;
  }

  /** Rejects with a violation of `team_name` when the name is taken. */
  async rename(id: string, name: string): Promise<void> {
    await this.manager.update(TeamEntity, { id, tenantId: this.tenantId }, { name });
  }

  async setMembers(teamId: string, userIds: readonly string[]): Promise<void> {
    await this.manager.delete(TeamMemberEntity, { teamId, tenantId: this.tenantId });
    await this.manager.query(
      `INSERT INTO team_member (team_id, tenant_id, user_id) SELECT $1, $2, unnest($3::uuid[]) ON CONFLICT DO NOTHING`,
      [teamId, this.tenantId, userIds],
    );
  }

  /** False when this tenant has no such team. */
  async remove(id: string): Promise<boolean> {
    await this.manager.delete(TeamMemberEntity, { teamId: id, tenantId: this.tenantId });
    const { affected } = await this.manager.delete(TeamEntity, { id, tenantId: this.tenantId });
    return affected === 1;
  }

  private async withMembers(teams: readonly TeamEntity[]): Promise<readonly TeamWithMembers[]> {
    const members = await this.manager
      .createQueryBuilder(TeamMemberEntity, 'member')
      .where('member.teamId = ANY(:ids)', { ids: teams.map(({ id }) => id) })
      .orderBy('member.userId')
      .getMany();
    return teams.map((team) => ({
      team,
      memberIds: members.filter(({ teamId }) => teamId === team.id).map(({ userId }) => userId),
    }));
  }
}
