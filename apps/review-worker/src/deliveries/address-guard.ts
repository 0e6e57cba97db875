import { lookup, type LookupAddress, type LookupOptions } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { destinationProblem, type OutboundPolicy } from '@assay/domain';
import { buildConnector } from 'undici';

/** A connection that the outbound policy refuses. Its message says which address and why, and is safe to show. */
export class RefusedDestination extends Error {
  readonly code = 'ASSAY_REFUSED_DESTINATION';
}

/** Resolves a name to all of its addresses. */
export type Resolve = (
  hostname: string,
  done: (error: Error | null, addresses: readonly LookupAddress[]) => void,
) => void;

export interface GuardOptions {
  readonly policy: OutboundPolicy;
  readonly connectTimeoutMs: number;
  /** Default: the resolver of the operating system. */
  readonly resolve?: Resolve;
}

type Judge = (address: string) => RefusedDestination | undefined;

/**
 * Opens connections for undici to allowed addresses only. A name is resolved once per connection, every address of the
 * answer is judged, and the socket goes to exactly those: an answer that changes afterwards (rebinding) changes nothing.
 * A spelled-out address never reaches the resolver, so it is judged on its own, and the connected peer once more.
 */
export function guardedConnector({
  policy,
  connectTimeoutMs,
  resolve = systemResolve,
}: GuardOptions) {
  const shared = oneAtATime(resolve);
  const connectors = new Map<string, ReturnType<typeof buildConnector>>();
  const judgeFor =
    (protocol: string): Judge =>
    (address) => {
      const problem = destinationProblem({ address, protocol, policy });
      return problem === undefined
        ? undefined
        : new RefusedDestination(`refused to connect to ${address}: ${problem}`);
    };
  const connectorFor = (protocol: string, judge: Judge) => {
    const known = connectors.get(protocol);
    if (known !== undefined) return known;
    const connector = buildConnector({
      timeout: connectTimeoutMs,
      lookup: guardedLookup(shared, judge),
    });
    connectors.set(protocol, connector);
    return connector;
  };
  const connect: buildConnector.connector = (options, done) => {
    const judge = judgeFor(options.protocol);
    const host = options.hostname.replace(/^\[|\]$/g, '');
    const refused = isIP(host) === 0 ? undefined : judge(host);
    if (refused !== undefined) return done(refused, null);
    connectorFor(options.protocol, judge)(
      options,
      (...[error, socket]: buildConnector.CallbackArgs) => {
        if (error !== null) return done(error, null);
        const peer = judge(socket.remoteAddress ?? '');
        if (peer === undefined) return done(null, socket);
        socket.destroy();
        done(peer, null);
      },
    );
  };
  return connect;
}

function guardedLookup(resolve: Resolve, judge: Judge): LookupFunction {
  return (hostname, options: LookupOptions, done) => {
    resolve(hostname, (error, addresses) => {
      if (error !== null) return done(error, '', 0);
      const refused = addresses
        .map(({ address }) => judge(address))
        .find((found) => found !== undefined);
      const [first] = addresses;
      if (refused !== undefined) return done(refused, '', 0);
      if (first === undefined)
        return done(new RefusedDestination(`${hostname} has no address`), '', 0);
      if (options.all) return done(null, [...addresses]);
      done(null, first.address, first.family);
    });
  };
}

const systemResolve: Resolve = (hostname, done) => {
  lookup(hostname, { all: true, order: 'verbatim' }, (error, addresses) =>
    done(error, addresses ?? []),
  );
};

/**
 * Look-ups of one name that come while it is being looked up share that answer: the system resolver has four threads,
 * and a name that does not answer must not take them all.
 */
function oneAtATime(resolve: Resolve): Resolve {
  const waiting = new Map<string, Parameters<Resolve>[1][]>();
  return (hostname, done) => {
    const others = waiting.get(hostname);
    if (others !== undefined) {
      others.push(done);
      return;
    }
    waiting.set(hostname, [done]);
    resolve(hostname, (error, addresses) => {
      const all = waiting.get(hostname) ?? [];
      waiting.delete(hostname);
      for (const each of all) each(error, addresses);
    });
  };
}
