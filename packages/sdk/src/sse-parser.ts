/** One message of a server-sent event stream. */
export interface SseMessage {
  readonly id: string | undefined;
  readonly event: string;
  readonly data: string;
}

/**
 * Incremental parser of `text/event-stream` (WHATWG HTML, 9.2.6). Chunks may end anywhere, also between CR and LF.
 * `retryMs` is the server's latest wish for the pause before a reconnect.
 */
export class SseParser {
  retryMs: number | undefined;
  /** Id of the last complete message; a message without data has one too. */
  lastEventId: string | undefined;
  private rest = '';
  private id: string | undefined;
  private event = '';
  private data: string[] = [];

  /** The messages that this chunk completes. */
  push(chunk: string): SseMessage[] {
    const found: SseMessage[] = [];
    const text = this.rest + chunk;
    // A CR at the very end may be half of a CRLF: it waits for the next chunk.
    const usable = text.endsWith('\r') ? text.length - 1 : text.length;
    let start = 0;
    for (const match of text.slice(0, usable).matchAll(/\r\n|\r|\n/g)) {
      const message = this.line(text.slice(start, match.index));
      if (message) found.push(message);
      start = match.index + match[0].length;
    }
    this.rest = text.slice(start);
    return found;
  }

  private line(line: string): SseMessage | undefined {
    if (line === '') return this.dispatch();
    if (line.startsWith(':')) return undefined;
    const colon = line.indexOf(':');
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (field === 'data') this.data.push(value);
    if (field === 'event') this.event = value;
    if (field === 'id' && !value.includes('\0')) this.id = value;
    if (field === 'retry' && /^\d+$/.test(value)) this.retryMs = Number(value);
    return undefined;
  }

  private dispatch(): SseMessage | undefined {
    const message = { id: this.id, event: this.event || 'message', data: this.data.join('\n') };
    const isEmpty = this.data.length === 0;
    this.lastEventId = this.id;
    this.data = [];
    this.event = '';
    return isEmpty ? undefined : message;
  }
}
