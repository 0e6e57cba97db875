/**
 * Flags for Node itself that both services run with. The young generation is 64 MiB a half instead of 16, so that
 * what a batch of submissions needs dies there and is not copied first.
 */
export const serviceNodeFlags = ['--enable-source-maps', '--max-semi-space-size=64'] as const;
