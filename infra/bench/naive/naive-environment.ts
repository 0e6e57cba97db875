import type { ConnectionOptions } from 'bullmq';

export const naiveQueue = 'naive-review';

export function required(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === '') throw new Error(`${name} is missing.`);
  return value;
}

export function redisOptions(text: string): ConnectionOptions {
  const url = new URL(text);
  return {
    host: url.hostname,
    port: Number(url.port),
    password: decodeURIComponent(url.password),
    maxRetriesPerRequest: null,
  };
}
