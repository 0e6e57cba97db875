import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** Bytes that are still referred to: what nobody holds any more is collected first. */
export function heldBytes(): number {
  collect();
  return process.memoryUsage().heapUsed;
}
