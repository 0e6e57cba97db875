import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable, type OnApplicationShutdown, type Provider } from '@nestjs/common';
import { connectDatabase, type Database } from '@assay/database';
import { CONFIG, type Config } from './config.js';
import { isDatabaseOutage } from './http/database-outage.js';

/** Injection token of the `Database`; inject with `@Inject(DATABASE) database: Database`. */
export const DATABASE = Symbol('database');

const startDeadlineMs = 60_000;

/** Waits for a PostgreSQL that is still starting, so that the order in which processes start does not matter. */
export const databaseProvider: Provider = {
  provide: DATABASE,
  inject: [CONFIG],
  useFactory: async ({ database }: Config): Promise<Database> => {
    const giveUpAt = Date.now() + startDeadlineMs;
    for (;;) {
      try {
        return await connectDatabase({
          url: database.url.reveal(),
          poolSize: database.poolSize,
          applicationName: 'assay-gateway',
        });
      } catch (error) {
        if (!isDatabaseOutage(error) || Date.now() > giveUpAt) throw error;
        await sleep(250);
      }
    }
  },
};

/** Closes the pool last, when no request is left. */
@Injectable()
export class DatabaseLifetime implements OnApplicationShutdown {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  onApplicationShutdown(): Promise<void> {
    return this.database.close();
  }
}
