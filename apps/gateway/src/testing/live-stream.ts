import { get, type IncomingMessage } from 'node:http';

/** One server-sent message. */
export interface LiveMessage {
  readonly event: string;
  // Tests look into messages of every shape.
  readonly data: any;
}

export interface LiveStream {
  readonly response: IncomingMessage;
  /** Every byte so far. */
  readonly text: () => string;
  readonly messages: (event?: string) => readonly LiveMessage[];
  readonly hasEnded: () => boolean;
  close(): void;
}

/** Opens `url` of a listening gateway as an event stream. Close it before the gateway. */
export async function openLiveStream(
  url: string,
  headers: Readonly<Record<string, string>>,
): Promise<LiveStream> {
  let text = '';
  let ended = false;
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const options = { headers: { accept: 'text/event-stream', ...headers }, agent: false };
    get(url, options, resolve).on('error', reject);
  });
  response.setEncoding('utf8').on('data', (part: string) => (text += part));
  response.on('end', () => (ended = true)).on('error', () => (ended = true));
  return {
    response,
    text: () => text,
    messages: (event) =>
      text
        .split('\n\n')
        .slice(0, -1)
        .filter((frame) => frame.includes('data: '))
        .map(parsed)
        .filter((message) => event === undefined || message.event === event),
    hasEnded: () => ended,
    close: () => response.destroy(),
  };
}

function parsed(frame: string): LiveMessage {
  const field = (name: string): string => new RegExp(`^${name}: (.*)$`, 'm').exec(frame)?.[1] ?? '';
  return { event: field('event'), data: JSON.parse(field('data')) };
}
