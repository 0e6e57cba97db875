import { jsonParser, type Token } from 'stream-json/core/parser.js';
import { maxRowUnits } from '../read-row.js';

export interface JsonItem {
  /** Counted from 1. */
  readonly ordinal: number;
  /** Objects in it have no prototype. */
  readonly value: unknown;
  readonly problem: string | undefined;
}

interface Container {
  readonly items: unknown[] | Record<string, unknown>;
  key: string;
}

/**
 * The items of one array of a JSON document, `{ "<list>": [ … ] }`, as soon as each is complete. The document is never
 * held: an item of more than `maxRowUnits` or `maxNesting` is given as a problem, and everything beside the array passes by.
 */
export class JsonItems {
  /** True once the text is known not to be such a document. */
  isBroken = false;
  hasList = false;
  /** The `type` of the document, if that is a short text. */
  documentType = '';
  ordinal = 0;
  private readonly parse = jsonParser({ packValues: false, streamValues: true });
  private depth = 0;
  private isDocumentOver = false;
  private isInList = false;
  private key = '';
  private text = '';
  private units = 0;
  private problem: string | undefined;
  private readonly open: Container[] = [];
  private value: unknown;

  constructor(private readonly list: string) {}

  *read(piece: string): Generator<JsonItem> {
    // The parser hands over all tokens of what it was given at once.
    for (let at = 0; at < piece.length; at += sliceUnits) {
      for (const token of this.tokensOf(piece.slice(at, at + sliceUnits))) {
        if (this.take(token)) yield this.complete();
        if (this.isBroken) return;
      }
      if (this.isBroken) return;
    }
  }

  /** Whether the document is complete. */
  get isComplete(): boolean {
    return this.isDocumentOver && !this.isBroken;
  }

  private tokensOf(text: string): readonly Token[] {
    try {
      const tokens = this.parse(text);
      return typeof tokens === 'symbol' ? [] : tokens.values;
    } catch {
      this.isBroken = true;
      return [];
    }
  }

  /** True if the token completes an item of the list. */
  private take(token: Token): boolean {
    switch (token.name) {
      case 'startObject':
        return this.begin(Object.create(null) as Record<string, unknown>);
      case 'startArray':
        return this.begin([]);
      case 'endObject':
      case 'endArray':
        return this.finish();
      case 'startKey':
      case 'startString':
      case 'startNumber':
        this.text = '';
        return false;
      case 'stringChunk':
      case 'numberChunk':
        this.hold(token.value);
        return false;
      case 'endKey':
        this.takeKey(this.text);
        return false;
      case 'endString':
        return this.put(this.text);
      case 'endNumber':
        return this.put(Number(this.text));
      case 'trueValue':
      case 'falseValue':
      case 'nullValue':
        return this.put(token.value);
      default:
        return false;
    }
  }

  private begin(items: Container['items']): boolean {
    this.depth += 1;
    if (this.depth > maxDepth || (this.depth === 1 && Array.isArray(items))) this.isBroken = true;
    if (this.depth === 2 && this.key === this.list && Array.isArray(items)) {
      this.isInList = true;
      this.hasList = true;
      return false;
    }
    if (!this.isInList) return false;
    if (this.open.length >= maxNesting) this.problem ??= 'The object is nested too deeply.';
    this.count(2);
    if (this.problem !== undefined) return false;
    if (this.open.length === 0) this.value = items;
    else this.attach(items);
    this.open.push({ items, key: '' });
    return false;
  }

  private finish(): boolean {
    this.depth -= 1;
    if (this.depth === 0) this.isDocumentOver = true;
    if (!this.isInList) return false;
    if (this.depth === 1) {
      this.isInList = false;
      return false;
    }
    if (this.problem === undefined) this.open.pop();
    return this.depth === 2;
  }

  private put(value: unknown): boolean {
    if (this.depth === 0) this.isBroken = true;
    if (this.depth === 1 && this.key === 'type') this.documentType = String(value);
    if (!this.isInList) return false;
    this.count(2);
    if (this.depth === 2) {
      this.value = value;
      return true;
    }
    if (this.problem === undefined) this.attach(value);
    return false;
  }

  private attach(value: unknown): void {
    const container = this.open.at(-1);
    if (container === undefined) return;
    if (Array.isArray(container.items)) container.items.push(value);
    else container.items[container.key] = value;
  }

  private takeKey(key: string): void {
    if (this.depth === 1) this.key = key;
    const container = this.open.at(-1);
    if (container !== undefined) container.key = key;
  }

  private hold(chunk: string): void {
    if (this.isInList) {
      this.count(chunk.length);
      if (this.problem === undefined) this.text += chunk;
    } else if (this.depth === 1 && this.text.length < maxNameUnits) this.text += chunk;
  }

  private count(units: number): void {
    this.units += units;
    if (this.units > maxRowUnits) {
      this.problem ??= `The object is longer than ${maxRowUnits} characters.`;
    }
  }

  private complete(): JsonItem {
    this.ordinal += 1;
    const { ordinal, problem } = this;
    const value = problem === undefined ? this.value : undefined;
    this.open.length = 0;
    this.units = 0;
    this.problem = undefined;
    this.value = undefined;
    return { ordinal, value, problem };
  }
}

/** What one broken place costs at most of what stood before it. */
const sliceUnits = 1024;
/** Of an item; entries of all formats need five. */
const maxNesting = 32;
/** The parser remembers all open brackets. */
const maxDepth = 10_000;
/** Keys of the document itself are only compared. */
const maxNameUnits = 256;
