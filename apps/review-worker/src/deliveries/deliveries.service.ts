import {
  Inject,
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type FactoryProvider,
  type OnModuleInit,
} from '@nestjs/common';
import { ChangeWatcher, SecretBox, type Database } from '@assay/database';
import { Gauge } from 'prom-client';
import { CONFIG, type Config } from '../config.js';
import { DATABASE } from '../database.js';
import { Metrics } from '../operations/metrics.js';
import { SenderService } from './sender.service.js';

export const senderProvider: FactoryProvider<SenderService> = {
  provide: SenderService,
  inject: [DATABASE, CONFIG],
  useFactory: (database: Database, config: Config) => {
    const logger = new Logger(SenderService.name);
    return new SenderService({
      dataSource: database.dataSource,
      secretBox: new SecretBox(config.secretKey.reveal()),
      outbound: config.outbound,
      onError: (error) => logger.warn(`deliveries: ${error.message}`),
    });
  },
};

/** Starts and stops the sender, and keeps its view of the endpoints fresh. */
@Injectable()
export class DeliveriesService implements OnModuleInit, BeforeApplicationShutdown {
  private readonly logger = new Logger(DeliveriesService.name);
  private readonly watcher: ChangeWatcher;

  constructor(
    @Inject(DATABASE) database: Database,
    private readonly sender: SenderService,
    { registry }: Metrics,
  ) {
    new Gauge({
      name: 'assay_webhook_sender',
      help: 'Deliveries since the start by result, those in hand now, and open breakers.',
      labelNames: ['figure'],
      registers: [registry],
      collect() {
        for (const [figure, value] of Object.entries(sender.snapshot()))
          this.set({ figure }, value);
      },
    });
    this.watcher = new ChangeWatcher({
      pool: database.pool,
      onChange: async (names) => {
        if (names.includes('endpoint')) await sender.endpointsChanged();
      },
      onError: (error) => this.logger.warn(`endpoints not refreshed: ${error.message}`),
    });
  }

  async onModuleInit(): Promise<void> {
    await this.sender.start();
    await this.watcher.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.watcher.stop();
    await this.sender.stop();
  }

  nudge(): void {
    this.watcher.nudge();
  }
}
