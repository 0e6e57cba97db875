import { Inject, Injectable } from '@nestjs/common';
import type { CreateUser, ListQuery, Page, UpdateUser, UserBody } from '@assay/contracts';
import { recordAudit, SessionStore, UserStore, type Database, type Person } from '@assay/database';
import { failed, ok, type Principal, type Result } from '@assay/domain';
import type { EntityManager } from 'typeorm';
import { v7 } from 'uuid';
import { Credentials } from '../access/credentials.js';
import { Passwords } from '../access/passwords.js';
import { DATABASE } from '../database.js';
import { cursorId, pageById } from '../http/page-cursor.js';
import { isOperator, mayChangePerson, roleChange } from './role-change.js';

interface Update {
  readonly actor: Principal;
  readonly id: string;
  readonly body: UpdateUser;
}

/** People and their roles. Tenant admins see and change only people with a role in their tenant. */
@Injectable()
export class UsersService {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly credentials: Credentials,
    private readonly passwords: Passwords,
  ) {}

  async list(actor: Principal, query: ListQuery): Promise<Result<Page<UserBody>>> {
    const after = cursorId(query);
    if (!after.ok) return after;
    const people = await new UserStore(this.database.dataSource.manager).list({
      tenantId: isOperator(actor) ? undefined : actor.tenantId,
      after: after.value,
      limit: query.limit + 1,
    });
    return ok(
      pageById(
        people.map((person) => userBody(actor, person)),
        query.limit,
      ),
    );
  }

  async get(actor: Principal, id: string): Promise<Result<UserBody>> {
    const person = await new UserStore(this.database.dataSource.manager).find(id);
    return person === undefined || !isVisible(actor, person)
      ? noPerson
      : ok(userBody(actor, person));
  }

  async create(actor: Principal, body: CreateUser): Promise<Result<UserBody>> {
    const change = roleChange({ actor, held: [], wanted: body.roles });
    if (!change.ok) return change;
    if (body.roles.length === 0 && !isOperator(actor)) return noRole;
    const passwordHash = await this.passwords.hash(body.password);
    const user = {
      id: v7(),
      email: body.email.toLowerCase(),
      name: body.name,
      locale: body.locale,
      passwordHash,
    };
    const isNew = await this.database.dataSource.transaction(async (manager) => {
      const store = new UserStore(manager);
      if (!(await store.add(user))) return false;
      await store.grant(user.id, change.value.added);
      await audit(manager, {
        actor,
        action: 'user.created',
        userId: user.id,
        detail: { roles: body.roles },
      });
      return true;
    });
    if (!isNew) return failed('duplicate', 'There is already a person with this address.');
    return this.get(actor, user.id);
  }

  async update({ actor, id, body }: Update): Promise<Result<UserBody>> {
    // Before the transaction: a tenth of a second of computing must not hold a row.
    const passwordHash =
      body.password === undefined ? undefined : await this.passwords.hash(body.password);
    const done = await this.database.dataSource.transaction((manager) =>
      this.change(manager, { actor, id, body, passwordHash }),
    );
    this.credentials.forgetAll();
    return done;
  }

  private async change(
    manager: EntityManager,
    { actor, id, body, passwordHash }: Update & { passwordHash: string | undefined },
  ): Promise<Result<UserBody>> {
    const store = new UserStore(manager);
    const person = await store.findForChange(id);
    if (person === undefined || !isVisible(actor, person)) return noPerson;
    const { roles, disabled: isDisabled, name, locale } = body;
    const changesPerson = [name, locale, passwordHash, isDisabled].some(
      (value) => value !== undefined,
    );
    if (changesPerson && !mayChangePerson(actor, person.grants)) {
      return failed(
        'forbidden',
        'This person can do more than you may decide on. Ask an operator.',
      );
    }
    if (isDisabled && id === actor.userId)
      return failed('forbidden', 'You cannot disable yourself.');
    if (roles !== undefined) {
      const change = roleChange({ actor, held: person.grants, wanted: roles });
      if (!change.ok) return change;
      await store.grant(id, change.value.added);
      await store.withdraw(id, change.value.removed);
    }
    await store.change(id, { name, locale, passwordHash, isDisabled });
    if (isDisabled || passwordHash !== undefined) await new SessionStore(manager).endAllOf(id);
    const detail = {
      fields: Object.keys(body),
      ...(roles ? { roles } : {}),
      ...(isDisabled === undefined ? {} : { isDisabled }),
    };
    await audit(manager, { actor, action: 'user.changed', userId: id, detail });
    const changed = await store.find(id);
    return changed === undefined ? noPerson : ok(userBody(actor, changed));
  }
}

const noPerson = failed('not_found', 'There is no such person.');

const noRole = failed('invalid_request', 'Give the person at least one role in your tenant.', {
  errors: [{ pointer: '/roles', code: 'invalid_request', message: 'At least one role is needed.' }],
});

const isVisible = (actor: Principal, { grants }: Person): boolean =>
  isOperator(actor) || grants.some(({ tenantId }) => tenantId === actor.tenantId);

const userBody = (actor: Principal, { user, grants }: Person): UserBody & { id: string } => ({
  id: user.id,
  email: user.email,
  name: user.name,
  locale: user.locale,
  disabled: user.disabledAt !== null,
  roles: grants
    .filter(({ tenantId }) => tenantId === null || tenantId === actor.tenantId)
    .map(({ role, tenantId }) => ({ role, everywhere: tenantId === null })),
  createdAt: user.createdAt.toISOString(),
});

interface UserAudit {
  readonly actor: Principal;
  readonly action: string;
  readonly userId: string;
  readonly detail: Readonly<Record<string, unknown>>;
}

const audit = (
  manager: EntityManager,
  { actor, action, userId, detail }: UserAudit,
): Promise<void> =>
  recordAudit(manager, {
    tenantId: actor.tenantId,
    actor: actor.id,
    action,
    subjectType: 'user',
    subjectId: userId,
    detail,
  });
