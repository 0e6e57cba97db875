import { connect, type Socket } from 'node:net';
import { performance } from 'node:perf_hooks';

/** What the load process is told, as JSON in its first argument. */
export interface LoadPlan {
  readonly url: string;
  readonly path: string;
  readonly apiKey: string;
  /** Request bodies; every connection sends them in turn. */
  readonly bodies: readonly string[];
  readonly connections: number;
  readonly seconds: number;
  /** Requests a second over all connections; absent: as fast as answers come. */
  readonly perSecond?: number;
  readonly waitSeconds?: number;
}

export interface LoadResult {
  readonly seconds: number;
  readonly statuses: Readonly<Record<string, number>>;
  /** Sorted milliseconds from first byte out to answer complete; of paced requests from their due moment. */
  readonly latenciesMs: readonly number[];
  readonly cpuMicros: number;
}

const keyLength = 24;

/** A closed loop (or paced) HTTP/1.1 client that costs as little as it can, because it shares the machine. */
export async function generateLoad(plan: LoadPlan): Promise<LoadResult> {
  const { hostname, port } = new URL(plan.url);
  const cpu = process.cpuUsage();
  const startedAt = performance.now();
  const endsAt = startedAt + plan.seconds * 1000;
  const statuses: Record<string, number> = {};
  const latencies: number[] = [];
  const pacer = new Pacer(startedAt, plan.perSecond);
  const runs = Array.from({ length: plan.connections }, async (_, index) => {
    const connection = await Connection.open(hostname, Number(port));
    const requests = requestsFor(plan, index);
    for (let turn = 0; ; turn += 1) {
      const dueAt = await pacer.next();
      if (performance.now() >= endsAt || dueAt >= endsAt) break;
      const request = requests[turn % requests.length];
      if (request === undefined) break;
      request.renewKey();
      const status = await connection.send(request.bytes);
      statuses[status] = (statuses[status] ?? 0) + 1;
      latencies.push(performance.now() - dueAt);
    }
    connection.close();
  });
  await Promise.all(runs);
  const seconds = (performance.now() - startedAt) / 1000;
  const used = process.cpuUsage(cpu);
  return {
    seconds,
    statuses,
    latenciesMs: latencies.sort((a, b) => a - b),
    cpuMicros: used.user + used.system,
  };
}

/** Hands out due moments at an even rate, or "now" without one. */
class Pacer {
  private count = 0;

  constructor(
    private readonly startedAt: number,
    private readonly perSecond: number | undefined,
  ) {}

  async next(): Promise<number> {
    if (this.perSecond === undefined) return performance.now();
    const dueAt = this.startedAt + (this.count++ * 1000) / this.perSecond;
    const waitMs = dueAt - performance.now();
    if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
    // Timers fire late by up to a millisecond; that is the client's fault, not the server's.
    return Math.max(dueAt, performance.now() - 1.5);
  }
}

let keyCount = Math.floor(Math.random() * 2 ** 40);

/** One ready-made request whose idempotency key is overwritten in place before every use. */
class Request {
  constructor(
    readonly bytes: Buffer,
    private readonly keyAt: number,
  ) {}

  renewKey(): void {
    if (this.keyAt < 0) return;
    keyCount += 1;
    this.bytes.write(keyCount.toString(36).padStart(keyLength, '0'), this.keyAt, 'latin1');
  }
}

function requestsFor(plan: LoadPlan, connection: number): Request[] {
  const share = plan.bodies.filter(
    (_, index) => index % plan.connections === connection % plan.bodies.length,
  );
  const bodies = share.length > 0 ? share : plan.bodies;
  return bodies.map((body) => {
    const content = Buffer.from(body);
    const head =
      `POST ${plan.path} HTTP/1.1\r\nhost: bench\r\ncontent-type: application/json\r\n` +
      `authorization: Bearer ${plan.apiKey}\r\ncontent-length: ${content.length}\r\n` +
      (plan.waitSeconds === undefined ? '' : `prefer: wait=${plan.waitSeconds}\r\n`) +
      `idempotency-key: ${'0'.repeat(keyLength)}\r\n\r\n`;
    return new Request(
      Buffer.concat([Buffer.from(head), content]),
      Buffer.byteLength(head) - 4 - keyLength,
    );
  });
}

/** One keep-alive connection with one request at a time. */
class Connection {
  private answer: ((status: string) => void) | undefined;
  private fail: ((error: Error) => void) | undefined;
  private received = '';

  private constructor(private readonly socket: Socket) {
    socket.setNoDelay(true).setEncoding('latin1');
    socket.on('data', (chunk: string) => this.receive(chunk));
    socket.on('error', (error) => this.fail?.(error));
    socket.on('close', () => this.fail?.(new Error('The server closed the connection.')));
  }

  static open(host: string, port: number): Promise<Connection> {
    return new Promise((resolve, reject) => {
      const socket = connect(port, host, () => resolve(new Connection(socket)));
      socket.once('error', reject);
    });
  }

  send(bytes: Buffer): Promise<string> {
    return new Promise((resolve, reject) => {
      this.answer = resolve;
      this.fail = reject;
      this.socket.write(bytes);
    });
  }

  close(): void {
    this.fail = undefined;
    this.socket.destroy();
  }

  private receive(chunk: string): void {
    this.received = this.received === '' ? chunk : this.received + chunk;
    const headEnd = this.received.indexOf('\r\n\r\n');
    if (headEnd < 0) return;
    const length = /content-length: (\d+)/i.exec(this.received)?.[1];
    if (this.received.length < headEnd + 4 + Number(length ?? 0)) return;
    const status = this.received.slice(9, 12);
    this.received = '';
    this.answer?.(status);
  }
}
