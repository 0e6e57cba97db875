import { until } from '@assay/testing';
import { signIn } from '../stage/people.js';
import type { Scenery } from './submissions.js';

/** An admin lets somebody in, gives them one job, and lets them go. */
export function tellOfPeople(scenery: () => Scenery): void {
  test('a new reviewer can review and nothing else, until their account is closed', async () => {
    const { stack, admin } = scenery().stage;
    const login = { email: 'rae@example.test', password: 'a long enough password' };
    const { users, teams } = admin.client.admin;
    const user = await users.create({ ...login, name: 'Rae', roles: [{ role: 'reviewer' }] });
    const team = await teams.create({ name: 'Night shift', memberIds: [user.id] });
    expect(team.memberIds).toEqual([user.id]);

    const rae = await signIn({ baseUrl: stack.baseUrl, ...login });
    expect(await rae.client.reviewTasks.claim()).toEqual({ tasks: [] });
    const forbidden = { status: 403, code: 'forbidden' };
    await expect(rae.client.policies.list().page()).rejects.toMatchObject(forbidden);
    await expect(rae.client.submissions.list().page()).rejects.toMatchObject(forbidden);
    await expect(rae.client.admin.users.list().page()).rejects.toMatchObject(forbidden);

    await users.update(user.id, { roles: [{ role: 'lead' }] });
    await until(() => rae.client.policies.list().page(), { what: 'the new role' });
    await users.update(user.id, { disabled: true });
    const refusal = await until(() =>
      rae.client.me().then(
        () => undefined,
        (problem: unknown) => problem,
      ),
    );
    expect(refusal).toMatchObject({ status: 401 });
    await expect(signIn({ baseUrl: stack.baseUrl, ...login })).rejects.toThrow('Login refused');
  });

  test('the overview counts what happened in this tenant', async () => {
    const { platform } = scenery().stage;
    const overview = await platform.overview();
    expect(overview.submissions24h).toBeGreaterThan(10);
    expect(overview.outcomes).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ outcome: 'block', decidedBy: 'machine' }),
        expect.objectContaining({ outcome: 'block', decidedBy: 'human' }),
      ]),
    );
  });
}
