import { parseAddress } from './address.js';
import {
  destinationProblem,
  endpointUrlProblem,
  parseOutboundPolicy,
  reservedUse,
} from './address-safety.js';

const nothingAllowed = { allow: [] };

const privateIpv4 = [
  '0.0.0.0',
  '0.1.2.3',
  '10.0.0.0',
  '10.255.255.255',
  '100.64.0.1',
  '100.100.100.200',
  '100.127.255.254',
  '127.0.0.1',
  '127.1.2.3',
  '127.255.255.254',
  '168.63.129.16',
  '169.254.0.1',
  '169.254.169.254',
  '169.254.170.2',
  '172.16.0.1',
  '172.31.255.255',
  '192.0.0.1',
  '192.0.0.192',
  '192.0.2.1',
  '192.88.99.1',
  '192.168.0.1',
  '192.168.255.255',
  '198.18.0.1',
  '198.19.255.255',
  '198.51.100.7',
  '203.0.113.9',
  '224.0.0.1',
  '239.255.255.250',
  '240.0.0.1',
  '255.255.255.255',
];

const privateIpv6 = [
  '::',
  '::1',
  '0:0:0:0:0:0:0:1',
  '0000:0000:0000:0000:0000:0000:0000:0001',
  '::2',
  '100::1',
  '2001::1',
  '2001:0:4136:e378:8000:63bf:3fff:fdd2',
  '2001:2::1',
  '2001:10::1',
  '2001:20::1',
  '2001:db8::1',
  '2002:7f00:1::',
  '2002:a00:1::1',
  '2002:c0a8:1::1',
  '2002:a9fe:a9fe::1',
  '2002:808:808::1',
  '3fff::1',
  '3fff:fff::1',
  '5f00::1',
  'fc00::1',
  'fd00::1',
  'fd00:ec2::254',
  'fdff:ffff::1',
  'fe80::1',
  'febf::1',
  'fec0::1',
  'feff::1',
  'ff02::1',
  'ff05::1:3',
  '64:ff9b:1::1',
  '64:ff9b:1::a00:1',
  '1::1',
  '4000::1',
  '8000::1',
  'e000::1',
];

const hex = (ipv4: string): string[] => ipv4.split('.').map((byte) => Number(byte).toString(16));
const groups = (ipv4: string): string => {
  const [a = '', b = '', c = '', d = ''] = hex(ipv4);
  return `${a}${b.padStart(2, '0')}:${c}${d.padStart(2, '0')}`;
};

/** One private IPv4 address inside IPv6: mapped, compatible, translated, NAT64. */
const wrapped = privateIpv4.flatMap((ipv4) => [
  `::ffff:${ipv4}`,
  `::ffff:${groups(ipv4)}`,
  `0:0:0:0:0:FFFF:${groups(ipv4).toUpperCase()}`,
  `::${ipv4}`,
  `::ffff:0:${ipv4}`,
  `64:ff9b::${ipv4}`,
  `64:ff9b::${groups(ipv4)}`,
]);

test.each([...privateIpv4, ...privateIpv6, ...wrapped])('%s is refused over https', (address) => {
  expect(parseAddress(address)).toBeDefined();
  expect(destinationProblem({ address, protocol: 'https:', policy: nothingAllowed })).toMatch(
    /not allowed$/,
  );
});

test('the tables above hold more than 200 addresses, all different', () => {
  const all = new Set([...privateIpv4, ...privateIpv6, ...wrapped]);
  expect(all.size).toBeGreaterThanOrEqual(270);
});

/** Spellings that a URL parser turns into one of the addresses above. */
const oddHosts = `
  127.1 127.0.1 127.0.0.1. 0177.0.0.1 0177.0.0.01 00000177.1 0x7f.0.0.1 0x7f.1 0x7f000001 0X7F000001
  017700000001 2130706433 2130706433. 0 0x0 00 10.1 012.0.0.1 0xa.0.0.1 0xa000001 167772161 0xa9fea9fe
  0xa9.0xfe.0xa9.0xfe 0251.0376.0251.0376 2852039166 169.254.43518 169.16689662 0xc0a80001 0xc0.0xa8.1
  3232235521 0300.0250.0.1 192.168.257 172.16.1 0xac100001 0xffffffff 4294967295 １２７.０.０.１ 127。0。0。1
  ①②⑦.⓪.⓪.① %31%32%37.0.0.1 0x7f.0.0.0x1 0xe0000001 [::1] [0:0:0:0:0:0:0:1] [::ffff:127.0.0.1]
  [::ffff:7f00:1] [0:0:0:0:0:ffff:7f00:0001] [::127.0.0.1] [64:ff9b::127.0.0.1] [64:ff9b::a9fe:a9fe]
  [2002:7f00:1::] [fe80::1] [fd00:ec2::254] localhost LOCALHOST localhost. api.localhost ｌｏｃａｌｈｏｓｔ
`
  .trim()
  .split(/\s+/);

test.each(oddHosts)('the host %s is refused up front, with and without a port', (host) => {
  for (const url of [
    `https://${host}/`,
    `https://${host}:8443/x`,
    `http://${host}/`,
    `HTTPS://${host}/`,
  ]) {
    expect(endpointUrlProblem(url, nothingAllowed)).toMatch(/refused/);
  }
});

test.each([
  '127.0.0.01',
  '256.1.1.1',
  '1.2.3',
  '0x7f.0.0.1',
  '::1%lo',
  '1::2::3',
  ':::',
  '1:2:3:4:5:6:7',
  '1:2:3:4:5:6:7:8:9',
  '::ffff:1.2.3',
  '12345::',
  '',
  '[::1]',
  '::1.2.3.4.5',
])('the resolver answer "%s" cannot be read and is refused', (address) => {
  expect(destinationProblem({ address, protocol: 'https:', policy: nothingAllowed })).toBe(
    'the address cannot be read',
  );
});

test.each([
  '8.8.8.8',
  '1.1.1.1',
  '100.63.255.255',
  '100.128.0.0',
  '172.15.255.255',
  '172.32.0.0',
  '192.167.255.255',
  '198.17.255.255',
  '223.255.255.255',
  '9.255.255.255',
  '11.0.0.0',
  '2606:4700::1111',
  '2400:3200::1',
  '2a00::1',
  '::ffff:8.8.8.8',
  '64:ff9b::8.8.8.8',
])('the public address %s is allowed over https and refused over http', (address) => {
  expect(
    destinationProblem({ address, protocol: 'https:', policy: nothingAllowed }),
  ).toBeUndefined();
  expect(destinationProblem({ address, protocol: 'http:', policy: nothingAllowed })).toBe(
    'only https is allowed',
  );
});

test('an allow list opens exactly its blocks, over http too, in every spelling of an address', () => {
  const policy = parseOutboundPolicy('127.0.0.0/8, ::1/128,10.1.0.0/16,fd12:3456::/32,192.168.7.7');
  if (policy === undefined) throw new Error('The list should be readable.');
  const problem = (address: string) => destinationProblem({ address, protocol: 'http:', policy });
  for (const address of [
    '127.9.9.9',
    '::1',
    '10.1.255.1',
    '::ffff:10.1.0.1',
    'fd12:3456:9::1',
    '192.168.7.7',
  ]) {
    expect([address, problem(address)]).toEqual([address, undefined]);
  }
  for (const address of [
    '10.2.0.1',
    '::2',
    'fd12:3457::1',
    '192.168.7.8',
    '169.254.169.254',
    '64:ff9b::7f00:1',
  ]) {
    expect(problem(address)).toBeDefined();
  }
  expect(endpointUrlProblem('http://localhost:3000/hook', policy)).toBeUndefined();
  expect(endpointUrlProblem('http://receiver.internal/hook', policy)).toBeUndefined();
  expect(endpointUrlProblem('http://10.2.0.1/hook', policy)).toMatch(/private/);
});

test.each([
  '10.0.0.0/33',
  '10.0.0.0/-1',
  '10.0.0.0/8/8',
  'example.org',
  '::/129',
  '10.0.0/8',
  '10.0.0.0/08x',
])('the allow list "%s" is refused as a whole', (text) =>
  expect(parseOutboundPolicy(text)).toBeUndefined(),
);

test('an empty allow list allows nothing, and a block of length 0 everything of its family', () => {
  expect(parseOutboundPolicy('')).toEqual({ allow: [] });
  const policy = parseOutboundPolicy('0.0.0.0/0');
  const problem = (address: string) =>
    destinationProblem({ address, protocol: 'http:', policy: policy ?? nothingAllowed });
  expect(problem('10.0.0.1')).toBeUndefined();
  expect(problem('fd00::1')).toBeDefined();
});

test('a reserved address says what it is for', () => {
  const use = (text: string) => reservedUse(parseAddress(text) ?? []);
  expect([use('127.0.0.1'), use('169.254.169.254'), use('fd00::1'), use('8.8.8.8')]).toEqual([
    'loopback',
    'link-local',
    'private',
    undefined,
  ]);
});

test.each([
  'not a url',
  'javascript:alert(1)',
  'file:///etc/passwd',
  'ftp://hooks.example.test/',
  'https://user@hooks.example.test/',
  'https://:p@hooks.example.test/',
  'http://hooks.example.test/',
])('the URL %s is refused', (url) => expect(endpointUrlProblem(url, nothingAllowed)).toBeDefined());

test('an ordinary https URL is fine', () => {
  expect(
    endpointUrlProblem('https://hooks.example.test:8443/assay?tenant=1', nothingAllowed),
  ).toBeUndefined();
});
