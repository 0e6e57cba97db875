import { EndpointTrack, type WaitingDelivery } from './endpoint-track.js';

const delivery = (id: string): WaitingDelivery => ({
  leaseEndsMs: 1e9,
  delivery: {
    id,
    eventId: id,
    endpointId: 'e',
    tenantId: 't',
    body: '{}',
    attempts: 0,
    attemptLog: '[]',
  },
});

const filled = (count: number, limits = { maxInFlight: 32, maxWaiting: 1000 }): EndpointTrack => {
  const track = new EndpointTrack('e', limits);
  for (let index = 0; index < count; index += 1) track.add(delivery(String(index)), 0);
  return track;
};

const sendAll = (track: EndpointTrack, nowMs = 0): number => {
  let sent = 0;
  for (; track.canSend(nowMs); sent += 1) track.next();
  return sent;
};

test('deliveries leave in the order they came, as many at once as the window has places', () => {
  const track = filled(20);
  expect(track.next()?.delivery.id).toBe('0');
  expect(track.next()?.delivery.id).toBe('1');
  expect(sendAll(track)).toBe(6);
  expect(track.waitingCount).toBe(12);
});

test('the window grows with each success up to its bound', () => {
  const track = filled(500);
  for (let count = 0; count < 100; count += 1) {
    track.next();
    track.succeeded();
  }
  expect(sendAll(track)).toBe(32);
});

test('each failure halves the window, and the fifth in a row opens the breaker', () => {
  const track = filled(100);
  expect(sendAll(track)).toBe(8);
  for (let count = 0; count < 4; count += 1) track.failed(0);
  expect(track.isOpen).toBe(false);
  track.failed(0);
  expect(track.isOpen).toBe(true);
  for (let count = 0; count < 3; count += 1) track.failed(0);
  expect(sendAll(track, 500)).toBe(0);
});

test('an open breaker lets one probe through when it is due, and waits longer after each failed one', () => {
  const track = filled(0);
  const fail = (nowMs: number): void => {
    track.add(delivery('x'), nowMs);
    track.next();
    track.failed(nowMs);
  };
  for (let count = 0; count < 5; count += 1) fail(0);
  expect([track.room(999), track.room(1000)]).toEqual([0, 1]);
  expect(track.add(delivery('early'), 999)).toBe(false);
  fail(1000);
  expect([track.room(2999), track.room(3000)]).toEqual([0, 1]);
  for (let nowMs = 3000; nowMs < 1_000_000; nowMs += 60_000) fail(nowMs);
  expect(track.room(963_000 + 60_000)).toBe(1);
  expect(track.add(delivery('probe'), 1_100_000)).toBe(true);
  expect(track.add(delivery('second'), 1_100_000)).toBe(false);
  track.next();
  track.succeeded();
  expect(track.isOpen).toBe(false);
});

test('failures of exchanges that began before the breaker opened do not put the probe off', () => {
  const track = filled(100);
  expect(sendAll(track)).toBe(8);
  for (let count = 0; count < 8; count += 1) track.failed(count);
  track.drop();
  expect([track.room(1003), track.room(1004)]).toEqual([0, 1]);
});

test('a full track takes no more', () => {
  const track = filled(5, { maxInFlight: 8, maxWaiting: 5 });
  expect(track.add(delivery('6'), 0)).toBe(false);
  expect(track.drop()).toHaveLength(5);
  expect(track.isIdle).toBe(true);
});
