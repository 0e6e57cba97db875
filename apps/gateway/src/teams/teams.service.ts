import { Inject, Injectable } from '@nestjs/common';
import type { CreateTeam, ListQuery, Page, TeamBody, UpdateTeam } from '@assay/contracts';
import {
  isUniqueViolation,
  readAsTenant,
  recordAudit,
  TeamStore,
  UserStore,
  type Database,
  type TeamWithMembers,
} from '@assay/database';
import { failed, ok, type Principal, type Result } from '@assay/domain';
import type { EntityManager } from 'typeorm';
import { v7 } from 'uuid';
import { DATABASE } from '../database.js';
import { cursorId, pageById } from '../http/page-cursor.js';

/** Teams of reviewers in the caller's tenant. */
@Injectable()
export class TeamsService {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  async list(actor: Principal, query: ListQuery): Promise<Result<Page<TeamBody>>> {
    const after = cursorId(query);
    if (!after.ok) return after;
    const teams = await readAsTenant(this.database.dataSource, actor.tenantId, (manager) =>
      new TeamStore(manager, actor.tenantId).list({ after: after.value, limit: query.limit + 1 }),
    );
    return ok(pageById(teams.map(teamBody), query.limit));
  }

  create(actor: Principal, { name, memberIds }: CreateTeam): Promise<Result<TeamBody>> {
    return this.database.dataSource.transaction(async (manager) => {
      const stranger = await firstStranger({ manager, actor, memberIds });
      if (stranger) return stranger;
      const store = new TeamStore(manager, actor.tenantId);
      const id = v7();
      if (!(await store.add(id, name))) return nameTaken;
      await store.setMembers(id, memberIds);
      await audit(manager, {
        actor,
        action: 'team.created',
        teamId: id,
        detail: { name, memberIds },
      });
      return found(await store.find(id));
    });
  }

  async update({
    actor,
    id,
    body,
  }: {
    actor: Principal;
    id: string;
    body: UpdateTeam;
  }): Promise<Result<TeamBody>> {
    try {
      return await this.database.dataSource.transaction(async (manager) => {
        const store = new TeamStore(manager, actor.tenantId);
        if ((await store.find(id)) === undefined) return noTeam;
        const { name, memberIds } = body;
        const stranger = memberIds && (await firstStranger({ manager, actor, memberIds }));
        if (stranger) return stranger;
        if (name !== undefined) await store.rename(id, name);
        if (memberIds !== undefined) await store.setMembers(id, memberIds);
        await audit(manager, { actor, action: 'team.changed', teamId: id, detail: { ...body } });
        return found(await store.find(id));
      });
    } catch (error) {
      if (isUniqueViolation(error, 'team_name')) return nameTaken;
      throw error;
    }
  }

  remove(actor: Principal, id: string): Promise<Result<void>> {
    return this.database.dataSource.transaction(async (manager) => {
      if (!(await new TeamStore(manager, actor.tenantId).remove(id))) return noTeam;
      await audit(manager, { actor, action: 'team.removed', teamId: id, detail: {} });
      return ok(undefined);
    });
  }
}

const noTeam = failed('not_found', 'There is no such team.');
const nameTaken = failed('duplicate', 'There is already a team with this name.');

const found = (team: TeamWithMembers | undefined): Result<TeamBody> =>
  team ? ok(teamBody(team)) : noTeam;

const teamBody = ({ team, memberIds }: TeamWithMembers): TeamBody & { id: string } => ({
  id: team.id,
  name: team.name,
  memberIds: [...memberIds],
  createdAt: team.createdAt.toISOString(),
});

interface Members {
  readonly manager: EntityManager;
  readonly actor: Principal;
  readonly memberIds: readonly string[];
}

async function firstStranger({ manager, actor, memberIds }: Members) {
  const known = await new UserStore(manager).workingIn(actor.tenantId, memberIds);
  const index = memberIds.findIndex((id) => !known.has(id));
  if (index < 0) return undefined;
  const message = 'There is no such person in this tenant.';
  return failed('not_found', message, {
    errors: [{ pointer: `/memberIds/${index}`, code: 'not_found', message }],
  });
}

interface TeamAudit {
  readonly actor: Principal;
  readonly action: string;
  readonly teamId: string;
  readonly detail: Readonly<Record<string, unknown>>;
}

const audit = (
  manager: EntityManager,
  { actor, action, teamId, detail }: TeamAudit,
): Promise<void> =>
  recordAudit(manager, {
    tenantId: actor.tenantId,
    actor: actor.id,
    action,
    subjectType: 'team',
    subjectId: teamId,
    detail,
  });
