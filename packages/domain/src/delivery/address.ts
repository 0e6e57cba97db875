/**
 * An IP address as 16 bytes. IPv4 is kept in its mapped form `::ffff:a.b.c.d`, so that both spellings of one
 * address are one value.
 */
export type Address = readonly number[];

/** A block of addresses; `bits` counts from the front of the 16 bytes. */
export interface AddressBlock {
  readonly address: Address;
  readonly bits: number;
}

/**
 * Reads a canonical address: dotted decimal IPv4 or any RFC 4291 spelling of IPv6, without zone or brackets.
 * `undefined` for everything else, octal, hex and short IPv4 included: a URL parser resolves those first.
 */
export function parseAddress(text: string): Address | undefined {
  return text.includes(':') ? parseIpv6(text) : mapped(parseIpv4(text));
}

/** Reads `address/bits` or a single address; `undefined` when it is neither. */
export function parseAddressBlock(text: string): AddressBlock | undefined {
  const [host = '', length, ...rest] = text.split('/');
  const address = parseAddress(host);
  if (address === undefined || rest.length > 0) return undefined;
  const width = host.includes(':') ? 128 : 32;
  if (length === undefined) return { address, bits: 128 };
  if (!/^\d{1,3}$/.test(length) || Number(length) > width) return undefined;
  return { address, bits: Number(length) + 128 - width };
}

/** Whether `block` holds `address`. O(16). */
export function blockHolds(block: AddressBlock, address: Address): boolean {
  for (let index = 0, left = block.bits; left > 0; index += 1, left -= 8) {
    const mask = left >= 8 ? 0xff : (0xff << (8 - left)) & 0xff;
    if (((block.address[index] ?? 0) & mask) !== ((address[index] ?? 0) & mask)) return false;
  }
  return true;
}

const mapped = (ipv4: readonly number[] | undefined): Address | undefined =>
  ipv4 && [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, ...ipv4];

function parseIpv4(text: string): readonly number[] | undefined {
  const pieces = text.split('.');
  if (pieces.length !== 4 || !pieces.every((piece) => /^(0|[1-9]\d{0,2})$/.test(piece)))
    return undefined;
  const bytes = pieces.map(Number);
  return bytes.every((byte) => byte <= 255) ? bytes : undefined;
}

function parseIpv6(text: string): Address | undefined {
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const [front, back] = halves.map((half, index) => groupsOf(half, index === halves.length - 1));
  if (front === undefined) return undefined;
  if (halves.length === 1) return front.length === 16 ? front : undefined;
  if (back === undefined) return undefined;
  const gap = 16 - front.length - back.length;
  return gap >= 2 ? [...front, ...new Array<number>(gap).fill(0), ...back] : undefined;
}

/** Bytes of colon-separated groups; the last group of an address may be dotted IPv4. */
function groupsOf(text: string, endsAddress: boolean): readonly number[] | undefined {
  if (text === '') return [];
  const bytes: number[] = [];
  const groups = text.split(':');
  for (const [index, group] of groups.entries()) {
    const ipv4 = endsAddress && index === groups.length - 1 ? parseIpv4(group) : undefined;
    if (ipv4 !== undefined) bytes.push(...ipv4);
    else if (/^[0-9a-f]{1,4}$/i.test(group))
      bytes.push(parseInt(group, 16) >> 8, parseInt(group, 16) & 0xff);
    else return undefined;
  }
  return bytes;
}
