import { AssayClient } from './assay-client.js';

type Act = (client: AssayClient) => Promise<unknown>;

async function requestOf(act: Act): Promise<string> {
  const sent: string[] = [];
  const fetch = (async (url: string, init: RequestInit) => {
    const body = typeof init.body === 'string' ? ` ${init.body}` : '';
    sent.push(`${init.method} ${url.slice('http://assay'.length)}${body}`);
    return new Response('{"items":[]}');
  }) as typeof globalThis.fetch;
  await act(new AssayClient({ baseUrl: 'http://assay', fetch }));
  return sent.join(', ');
}

const expiresAt = '2030-01-01T00:00:00Z';

test.each<[string, Act]>([
  ['POST /v1/submissions/a/withdraw', (c) => c.submissions.withdraw('a')],
  [
    'POST /v1/webhook-endpoints {"url":"https://x"}',
    (c) => c.webhookEndpoints.create({ url: 'https://x' }),
  ],
  ['GET /v1/webhook-endpoints', (c) => c.webhookEndpoints.list().page()],
  ['GET /v1/webhook-endpoints/a', (c) => c.webhookEndpoints.get('a')],
  [
    'PATCH /v1/webhook-endpoints/a {"enabled":true}',
    (c) => c.webhookEndpoints.update('a', { enabled: true }),
  ],
  ['POST /v1/webhook-endpoints/a/rotate', (c) => c.webhookEndpoints.rotate('a')],
  ['POST /v1/webhook-endpoints/a/test', (c) => c.webhookEndpoints.test('a')],
  [
    'GET /v1/webhook-endpoints/a/deliveries?state=pending',
    (c) => c.webhookEndpoints.deliveries('a', { state: 'pending' }).page(),
  ],
  [
    'POST /v1/webhook-endpoints/a/replay {"deliveryId":"d"}',
    (c) => c.webhookEndpoints.replay('a', { deliveryId: 'd' }),
  ],
  ['GET /v1/events?cursor=7&limit=10', (c) => c.events.page({ cursor: '7', limit: 10 })],
  ['GET /v1/blacklist-entries?state=active', (c) => c.blacklist.list({ state: 'active' }).page()],
  [
    `POST /v1/blacklist-entries {"kind":"term","value":"x","category":"A.3.e","expiresAt":"${expiresAt}"}`,
    (c) => c.blacklist.propose({ kind: 'term', value: 'x', category: 'A.3.e', expiresAt }),
  ],
  ['GET /v1/blacklist-entries/a', (c) => c.blacklist.get('a')],
  [
    'POST /v1/blacklist-entries/a/transitions {"to":"active"}',
    (c) => c.blacklist.move('a', { to: 'active' }),
  ],
  ['PATCH /v1/blacklist-entries/a {"note":"x"}', (c) => c.blacklist.edit('a', { note: 'x' })],
  [
    'GET /v1/blacklist-exports?format=stix&state=active',
    (c) => c.blacklist.export({ format: 'stix', state: 'active' }),
  ],
  ['GET /v1/blacklist-imports', (c) => c.blacklist.imports().page()],
  ['POST /v1/blacklist-imports/a/confirm', (c) => c.blacklist.confirmImport('a')],
  ['GET /v1/blacklist-entries/a/hits', (c) => c.blacklist.hits('a').page()],
  [
    `POST /v1/blacklist-imports {"content":"x","category":"A.3.e","expiresAt":"${expiresAt}"}`,
    (c) => c.blacklist.importEntries({ content: 'x', category: 'A.3.e', expiresAt }),
  ],
  ['GET /v1/industry-lists', (c) => c.blacklist.industryLists().page()],
  ['POST /v1/industry-lists {"name":"x"}', (c) => c.blacklist.createIndustryList({ name: 'x' })],
  [
    'PUT /v1/subscriptions {"listId":"a","mode":"review"}',
    (c) => c.blacklist.subscribe({ listId: 'a', mode: 'review' }),
  ],
  ['GET /v1/policies?scene=chat', (c) => c.policies.list({ scene: 'chat' }).page()],
  ['GET /v1/policies/a', (c) => c.policies.get('a')],
  ['POST /v1/policies/a/validate', (c) => c.policies.validate('a')],
  ['POST /v1/policies/a/publish', (c) => c.policies.publish('a')],
  ['POST /v1/policies/a/retire', (c) => c.policies.retire('a')],
  ['DELETE /v1/policies/a', (c) => c.policies.remove('a')],
  ['GET /v1/taxonomies', (c) => c.policies.taxonomies()],
  ['POST /v1/review-tasks/claim {"count":3}', (c) => c.reviewTasks.claim({ count: 3 })],
  ['GET /v1/review-tasks/mine', (c) => c.reviewTasks.mine()],
  ['GET /v1/review-tasks/a', (c) => c.reviewTasks.get('a')],
  ['GET /v1/review-tasks?state=open', (c) => c.reviewTasks.list({ state: 'open' }).page()],
  ['GET /v1/review-tasks/a/events', (c) => c.reviewTasks.history('a')],
  ['GET /v1/queues', (c) => c.reviewTasks.queues()],
  ['GET /v1/queues', (c) => c.queues.list()],
  ['GET /v1/queues/night%20shift', (c) => c.queues.get('night shift')],
  ['PUT /v1/queues/a {"goldRate":0.1}', (c) => c.queues.put('a', { goldRate: 0.1 })],
  ['GET /v1/queues/load', (c) => c.queues.load()],
  ['GET /v1/review-tasks/a/similar', (c) => c.reviewTasks.similar('a')],
  [
    'POST /v1/review-tasks/a/escalate {"epoch":1,"note":"x"}',
    (c) => c.reviewTasks.escalate('a', { epoch: 1, note: 'x' }),
  ],
  [
    'POST /v1/review-tasks/a/transfer {"epoch":1,"note":"x","to":{"queue":"b"}}',
    (c) => c.reviewTasks.transfer('a', { epoch: 1, note: 'x', to: { queue: 'b' } }),
  ],
  [
    'POST /v1/review-tasks/a/refer {"epoch":1,"authority":"authority","category":"A.1.a"}',
    (c) => c.reviewTasks.refer('a', { epoch: 1, authority: 'authority', category: 'A.1.a' }),
  ],
  [
    'POST /v1/review-tasks/a/rulings {"epoch":1,"kind":"content_broken"}',
    (c) => c.reviewTasks.contentBroken('a', { epoch: 1 }),
  ],
  [
    'POST /v1/review-tasks/a/heartbeat {"epoch":1}',
    (c) => c.reviewTasks.heartbeat('a', { epoch: 1 }),
  ],
  ['POST /v1/review-tasks/a/release {"epoch":1}', (c) => c.reviewTasks.release('a', { epoch: 1 })],
  ['POST /v1/review-tasks/a/skip {"epoch":1}', (c) => c.reviewTasks.skip('a', { epoch: 1 })],
  [
    'POST /v1/review-tasks/a/rulings {"epoch":1,"outcome":"pass"}',
    (c) => c.reviewTasks.rule('a', { epoch: 1, outcome: 'pass' }),
  ],
  ['POST /v1/review-tasks/a/undo', (c) => c.reviewTasks.undo('a')],
  ['GET /v1/review-clusters', (c) => c.reviewTasks.clusters()],
  ['POST /v1/review-clusters/a/reopen', (c) => c.reviewTasks.reopenCluster('a')],
  [
    'GET /v1/quality/machine?groupBy=category&since=2030-01-01T00%3A00%3A00Z',
    (c) => c.quality.machine({ groupBy: 'category', since: expiresAt }),
  ],
  [
    'GET /v1/quality/agreement?queue=law&label=category',
    (c) => c.quality.agreement({ queue: 'law', label: 'category' }),
  ],
  ['GET /v1/quality/accuracy?groupBy=team', (c) => c.quality.accuracy({ groupBy: 'team' })],
  ['GET /v1/quality/reversals?groupBy=rule', (c) => c.quality.reversals({ groupBy: 'rule' })],
  [
    'GET /v1/quality/labels?until=2030-01-01T00%3A00%3A00Z',
    (c) => c.quality.labels({ until: expiresAt }).next(),
  ],
  ['GET /v1/quality/mine', (c) => c.quality.mine()],
  ['GET /v1/users', (c) => c.admin.users.list().page()],
  ['GET /v1/users/a', (c) => c.admin.users.get('a')],
  ['PATCH /v1/users/a {"disabled":true}', (c) => c.admin.users.update('a', { disabled: true })],
  ['GET /v1/api-keys', (c) => c.admin.apiKeys.list().page()],
  [
    'POST /v1/api-keys {"name":"x","scopes":["submissions:write"]}',
    (c) => c.admin.apiKeys.create({ name: 'x', scopes: ['submissions:write'] }),
  ],
  ['DELETE /v1/api-keys/a', (c) => c.admin.apiKeys.revoke('a')],
  ['GET /v1/teams', (c) => c.admin.teams.list().page()],
  ['POST /v1/teams {"name":"x"}', (c) => c.admin.teams.create({ name: 'x' })],
  ['PATCH /v1/teams/a {"memberIds":[]}', (c) => c.admin.teams.update('a', { memberIds: [] })],
  ['DELETE /v1/teams/a', (c) => c.admin.teams.remove('a')],
  ['GET /v1/tenants', (c) => c.admin.tenants.list().page()],
  [
    'PATCH /v1/tenants/a {"quotaPerMinute":60}',
    (c) => c.admin.tenants.update('a', { quotaPerMinute: 60 }),
  ],
  ['GET /v1/standards', (c) => c.standards.list().page()],
  ['GET /v1/standards/a', (c) => c.standards.get('a')],
  ['POST /v1/standards {}', (c) => c.standards.create({} as never)],
  ['POST /v1/standards/a/versions {}', (c) => c.standards.createDraft('a', {} as never)],
  ['GET /v1/standards/a/versions/2', (c) => c.standards.version({ id: 'a', version: 2 })],
  [
    'PUT /v1/standards/a/versions/2 {}',
    (c) => c.standards.updateDraft({ id: 'a', version: 2 }, {} as never),
  ],
  ['POST /v1/standards/a/versions/2/publish', (c) => c.standards.publish({ id: 'a', version: 2 })],
  ['POST /v1/standards/a/versions/2/retire', (c) => c.standards.retire({ id: 'a', version: 2 })],
  ['GET /v1/standards/a/export', (c) => c.standards.export('a')],
  ['POST /v1/standards/import {}', (c) => c.standards.import({} as never)],
  ['GET /v1/gold-items?setName=x', (c) => c.goldItems.list({ setName: 'x' }).page()],
  ['GET /v1/gold-items/a', (c) => c.goldItems.get('a')],
  [
    'POST /v1/gold-items {"setName":"x","fromSubmissionId":"s","explanation":"y"}',
    (c) => c.goldItems.create({ setName: 'x', fromSubmissionId: 's', explanation: 'y' }),
  ],
  ['POST /v1/gold-items/a/retire', (c) => c.goldItems.retire('a')],
  ['GET /v1/exams?state=open', (c) => c.exams.list({ state: 'open' }).page()],
  [
    'POST /v1/exams {"name":"x","category":"A.3.e","setName":"s","passMark":0.8}',
    (c) => c.exams.create({ name: 'x', category: 'A.3.e', setName: 's', passMark: 0.8 }),
  ],
  ['PUT /v1/exams/a {}', (c) => c.exams.update('a', {} as never)],
  ['POST /v1/exams/a/close', (c) => c.exams.close('a')],
  ['POST /v1/exams/a/attempts', (c) => c.exams.start('a')],
  ['GET /v1/exam-attempts/a', (c) => c.exams.attempt('a')],
  [
    'POST /v1/exam-attempts/a/answers {"answers":[{"position":1,"outcome":"pass"}]}',
    (c) => c.exams.answer('a', { answers: [{ position: 1, outcome: 'pass' }] }),
  ],
  [
    'GET /v1/exams/qualifications?category=A.3.e',
    (c) => c.exams.qualifications({ category: 'A.3.e' }).page(),
  ],
  [
    'POST /v1/exams/qualifications/a/revoke {"reason":"x"}',
    (c) => c.exams.revoke('a', { reason: 'x' }),
  ],
  ['GET /v1/reviewers/me', (c) => c.reviewers.me()],
  ['PUT /v1/reviewers/me {"optedOut":[]}', (c) => c.reviewers.updateMe({ optedOut: [] })],
  [
    'PUT /v1/reviewers/me/presence {"state":"paused"}',
    (c) => c.reviewers.setPresence({ state: 'paused' }),
  ],
  ['GET /v1/reviewers', (c) => c.reviewers.list().page()],
  [
    'PUT /v1/reviewers/a {"dailyBudget":null}',
    (c) => c.reviewers.update('a', { dailyBudget: null }),
  ],
  ['GET /v1/me', (c) => c.me()],
  ['GET /v1/subscriptions', (c) => c.blacklist.subscriptions()],
  ['GET /v1/tenants/a', (c) => c.admin.tenants.get('a')],
  ['DELETE /v1/webhook-endpoints/a', (c) => c.webhookEndpoints.remove('a')],
  [
    'PUT /v1/policies/a {"definition":{}}',
    (c) => c.policies.update('a', { definition: {} as never }),
  ],
  ['GET /v1/overview', (c) => c.overview()],
  [
    'POST /v1/appeals {"submissionId":"a","text":"x"}',
    (c) => c.appeals.create({ submissionId: 'a', text: 'x' }),
  ],
  ['GET /v1/appeals/a', (c) => c.appeals.get('a')],
  ['GET /v1/appeals?overdue=true', (c) => c.appeals.list({ overdue: true }).page()],
  ['POST /v1/appeals/a/withdraw', (c) => c.appeals.withdraw('a')],
  ['POST /v1/appeals/a/accept', (c) => c.appeals.accept('a')],
  ['POST /v1/appeals/a/reject {"reason":"x"}', (c) => c.appeals.reject('a', 'x')],
  ['POST /v1/appeals/a/siblings {"limit":5}', (c) => c.appeals.reopenSiblings('a', { limit: 5 })],
  ['GET /v1/appeals/terms', (c) => c.appeals.terms()],
  ['PUT /v1/appeals/terms {}', (c) => c.appeals.setTerms({} as never)],
  [
    'POST /v1/reports {"submissionId":"a","explanation":"x","goodFaith":true}',
    (c) => c.reports.create({ submissionId: 'a', explanation: 'x', goodFaith: true }),
  ],
  ['GET /v1/reports/a', (c) => c.reports.get('a')],
  ['GET /v1/reports?state=decided', (c) => c.reports.list({ state: 'decided' }).page()],
  ['GET /v1/strikes?authorId=a', (c) => c.strikes.ofAuthor('a')],
  ['GET /v1/strikes/terms', (c) => c.strikes.terms()],
  ['PUT /v1/strikes/terms {}', (c) => c.strikes.setTerms({} as never)],
  ['POST /v1/strikes/a/lift {"reason":"x"}', (c) => c.strikes.lift('a', 'x')],
  ['GET /v1/referrals', (c) => c.referrals.list().page()],
  ['GET /v1/referrals/a/bundle', (c) => c.referrals.bundle('a')],
  [
    'GET /v1/submissions/a/statement?locale=en&revision=2',
    (c) => c.submissions.statement('a', { locale: 'en', revision: 2 }),
  ],
  ['GET /v1/submissions/a/statement?format=dsa', (c) => c.submissions.dsaStatement('a')],
])('%s', async (request, act) => {
  expect(await requestOf(act)).toBe(request);
});

test('a feed page never ends, the list of events does', async () => {
  const pages = [
    { items: [{ id: 'a' }], nextCursor: '1' },
    { items: [{ id: 'b' }], nextCursor: '2' },
    { items: [], nextCursor: '2' },
  ];
  const asked: string[] = [];
  const fetch = (async (url: string) => {
    asked.push(url);
    return Response.json(pages.shift());
  }) as typeof globalThis.fetch;
  const ids: string[] = [];
  for await (const { id } of new AssayClient({ baseUrl: 'http://assay', fetch }).events.list())
    ids.push(id);
  expect(ids).toEqual(['a', 'b']);
  expect(asked.map((url) => new URL(url).search)).toEqual(['', '?cursor=1', '?cursor=2']);
});
