import { Logger, type FactoryProvider } from '@nestjs/common';
import { chooseBackend, EnvelopePublisher } from '@assay/queue';
import { CONFIG, type Config } from '../config.js';

export const PUBLISHER = Symbol('envelope publisher');

export const publisherProvider: FactoryProvider<EnvelopePublisher> = {
  provide: PUBLISHER,
  inject: [CONFIG],
  useFactory: (config: Config) => {
    const logger = new Logger('queue');
    let lastMs = 0;
    const backend = chooseBackend({
      redisUrl: config.redisUrl?.reveal(),
      databaseUrl: config.database.url.reveal(),
    });
    return new EnvelopePublisher(backend, (error) => {
      if (Date.now() - lastMs < 5000) return;
      lastMs = Date.now();
      logger.warn(`queue connection: ${error.message}`);
    });
  },
};
