import 'reflect-metadata';
import { ConsoleLogger } from '@nestjs/common';
import { connectDatabase, migrate, SecretBox } from '@assay/database';
import { parseSeedConfig } from './seed/seed-config.js';
import { seedDeployment } from './seed/seed-deployment.js';

// Run before the services start; running it again changes nothing that is already there.
const logger = new ConsoleLogger('seed', { json: true, colors: false });
const config = parseSeedConfig(process.env);
const migrations = await migrate(config.databaseUrl.reveal());
const database = await connectDatabase({
  url: config.databaseUrl.reveal(),
  poolSize: 2,
  applicationName: 'assay-seed',
});
try {
  await seedDeployment({ database, box: new SecretBox(config.secretKey.reveal()), config });
} finally {
  await database.close();
}
logger.log({ event: 'seeded', migrations });
