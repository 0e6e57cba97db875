import { startReceiver } from '../stage/receiver.js';
import { openStage } from '../stage/stage.js';
import { tellOfBlacklist } from './blacklist.js';
import { tellOfDisputes } from './disputes.js';
import { tellOfTwoPlatforms } from './feed.js';
import { tellOfTheLedger } from './ledger.js';
import { tellOfPanels } from './panels.js';
import { tellOfPeople } from './people.js';
import { tellOfPolicies } from './policies.js';
import { tellOfQuality } from './quality.js';
import { tellOfReviews } from './reviews.js';
import { tellOfSubmissions, type Scenery } from './submissions.js';
import { tellOfWebhooks } from './webhooks.js';

/** The main job of all kinds of user on one queue backend; each chapter goes on where the one before it ended. */
export function tellStory(queue: 'redis' | 'postgres'): void {
  let opened: Scenery | undefined;
  const scenery = (): Scenery => {
    if (opened === undefined) throw new Error('The stage did not open.');
    return opened;
  };
  beforeAll(async () => {
    const stage = await openStage({ queue });
    const receiver = await startReceiver();
    opened = { stage, receiver };
    const endpoint = await stage.platform.webhookEndpoints.create({ url: receiver.url });
    receiver.trust(endpoint.secret);
  }, 120_000);
  afterAll(async () => {
    await opened?.stage.close();
    await opened?.receiver.close();
  }, 60_000);

  describe('platform', () => tellOfSubmissions(scenery));
  describe('policies', () => tellOfPolicies(scenery));
  describe('reviewer', () => tellOfReviews(scenery));
  describe('panels', () => tellOfPanels(scenery));
  describe('disputes', () => tellOfDisputes(scenery));
  describe('quality', () => tellOfQuality(scenery));
  describe('blacklist', () => tellOfBlacklist(scenery));
  describe('webhooks', () => tellOfWebhooks(scenery));
  describe('people', () => tellOfPeople(scenery));
  describe('two platforms', () => tellOfTwoPlatforms(scenery));
  describe('ledger', () => tellOfTheLedger(scenery));
}
