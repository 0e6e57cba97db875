export { startPostgres, type PostgresOptions, type PostgresServer } from './postgres.js';
export { findRedisServer, startRedis, type RedisOptions } from './redis.js';
export { freePort } from './free-port.js';
export type { ServerExit, RunningServer } from './running-server.js';
