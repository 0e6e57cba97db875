import {
  blockHolds,
  parseAddress,
  parseAddressBlock,
  type Address,
  type AddressBlock,
} from './address.js';

/** Which addresses beyond the public ones webhooks may reach; plain http is allowed to these, and only to these. */
export interface OutboundPolicy {
  readonly allow: readonly AddressBlock[];
}

/**
 * Reads a comma-separated list of addresses and CIDR blocks, e.g. `10.1.0.0/16,fd12::/16`. Empty text allows
 * nothing. `undefined` when an item is not an address block, so that a typing error never widens the list.
 */
export function parseOutboundPolicy(text: string): OutboundPolicy | undefined {
  const allow: AddressBlock[] = [];
  for (const item of text.split(',').map((piece) => piece.trim())) {
    if (item === '') continue;
    const block = parseAddressBlock(item);
    if (block === undefined) return undefined;
    allow.push(block);
  }
  return { allow };
}

export interface Destination {
  /** As the resolver gave it. */
  readonly address: string;
  /** `https:` or `http:`. */
  readonly protocol: string;
  readonly policy: OutboundPolicy;
}

/** Why a connection to this address is refused, or `undefined` when it is allowed. Unreadable addresses are refused. */
export function destinationProblem({ address, protocol, policy }: Destination): string | undefined {
  const parsed = parseAddress(address);
  if (parsed === undefined) return 'the address cannot be read';
  if (policy.allow.some((block) => blockHolds(block, parsed))) return undefined;
  const reserved = reservedUse(parsed);
  if (reserved !== undefined) return `${reserved} addresses are not allowed`;
  return protocol === 'https:' ? undefined : 'only https is allowed';
}

/**
 * Why this URL cannot be a webhook endpoint, judged without looking up names, or `undefined`. Names are judged when
 * a connection is made, by every address they resolve to.
 */
export function endpointUrlProblem(url: string, policy: OutboundPolicy): string | undefined {
  if (!URL.canParse(url)) return 'The URL cannot be read.';
  const { protocol, hostname, username, password } = new URL(url);
  if (protocol !== 'https:' && protocol !== 'http:') return 'The URL must start with https://.';
  if (username !== '' || password !== '') return 'The URL must not carry a user name or password.';
  for (const address of literalAddresses(hostname)) {
    const problem = destinationProblem({ address, protocol, policy });
    if (problem !== undefined) return `The URL is refused: ${problem}.`;
  }
  if (protocol === 'http:' && policy.allow.length === 0)
    return 'The URL is refused: only https is allowed.';
  return undefined;
}

/** The addresses a host name spells out; `localhost` and its subdomains are loopback by RFC 6761. */
function literalAddresses(hostname: string): readonly string[] {
  const host = hostname.replace(/\.$/, '').toLowerCase();
  if (host.startsWith('[')) return [host.slice(1, -1)];
  if (parseAddress(host) !== undefined) return [host];
  return host === 'localhost' || host.endsWith('.localhost') ? ['127.0.0.1', '::1'] : [];
}

/** What a non-public address is for, or `undefined` for a public one. */
export function reservedUse(address: Address): string | undefined {
  // A NAT64 gateway connects to the IPv4 address at the end, so that one is judged.
  const judged = blockHolds(nat64, address) ? [...mappedPrefix, ...address.slice(12)] : address;
  for (const { block, use } of reservedBlocks) if (blockHolds(block, judged)) return use;
  return blockHolds(mappedIpv4, judged) || blockHolds(globalUnicast, judged)
    ? undefined
    : 'unassigned';
}

const blockOf = (text: string): AddressBlock => {
  const block = parseAddressBlock(text);
  if (block === undefined) throw new Error(`Not an address block: ${text}`);
  return block;
};

const nat64 = blockOf('64:ff9b::/96');
const mappedIpv4 = blockOf('::ffff:0:0/96');
const globalUnicast = blockOf('2000::/3');
const mappedPrefix = mappedIpv4.address.slice(0, 12);

/** From the IANA special-purpose registries, with the cloud metadata addresses outside of them. */
const reservedBlocks = Object.entries({
  unspecified: ['0.0.0.0/8', '::/128'],
  loopback: ['127.0.0.0/8', '::1/128'],
  private: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7', 'fec0::/10'],
  'link-local': ['169.254.0.0/16', 'fe80::/10'],
  'carrier-grade NAT': ['100.64.0.0/10'],
  'cloud metadata': ['168.63.129.16/32'],
  multicast: ['224.0.0.0/4', 'ff00::/8'],
  documentation: [
    '192.0.2.0/24',
    '198.51.100.0/24',
    '203.0.113.0/24',
    '2001:db8::/32',
    '3fff::/20',
  ],
  'protocol assignment': [
    '192.0.0.0/24',
    '198.18.0.0/15',
    '240.0.0.0/4',
    '100::/64',
    '2001::/23',
    '5f00::/16',
  ],
  // These carry an IPv4 address inside and are routed by whoever runs the relay.
  transition: ['::/96', '::ffff:0:0:0/96', '64:ff9b:1::/48', '192.88.99.0/24', '2002::/16'],
}).flatMap(([use, blocks]) => blocks.map((text) => ({ use, block: blockOf(text) })));
