import { setTimeout as sleep } from 'node:timers/promises';
import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationShutdown,
  type Provider,
} from '@nestjs/common';
import { connectDatabase, type Database } from '@assay/database';
import { CONFIG, type Config } from './config.js';

/** Injection token of the `Database`. */
export const DATABASE = Symbol('database');

const retryEveryMs = 500;

/** Waits for PostgreSQL as long as it takes: a worker without a database has nothing to do. */
export const databaseProvider: Provider = {
  provide: DATABASE,
  inject: [CONFIG],
  useFactory: async ({ database }: Config): Promise<Database> => {
    for (;;) {
      try {
        return await connectDatabase({
          url: database.url.reveal(),
          poolSize: database.poolSize,
          applicationName: 'assay-review-worker',
        });
      } catch (error) {
        new Logger('database').warn(`PostgreSQL is not there yet: ${(error as Error).message}`);
        await sleep(retryEveryMs);
      }
    }
  },
};

/** Closes the pool last, when nothing works any more. */
@Injectable()
export class DatabaseLifetime implements OnApplicationShutdown {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  onApplicationShutdown(): Promise<void> {
    return this.database.close();
  }
}
