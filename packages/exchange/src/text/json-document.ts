import { badRow, rowOf, type Judged, type ReadRow, type RowReader } from '../read-row.js';
import { JsonItems, type JsonItem } from './json-items.js';

export type JsonObject = Readonly<Record<string, unknown>>;

export interface Document {
  readonly format: string;
  /** Name of the array that holds the objects. */
  readonly list: string;
  /** The entry of an object; `undefined` for objects that are none and need not be. */
  readonly judge: (object: JsonObject) => Judged | undefined;
  /** What a message shows of an object. */
  readonly show: (object: JsonObject) => unknown;
  /** A document of this `type` may lack the array. */
  readonly emptyType?: string;
}

/** Rows of a JSON document. Text that is not JSON ends it with one bad row behind the rows that could be read. */
export class DocumentReader implements RowReader {
  isOver = false;
  private readonly items: JsonItems;

  constructor(private readonly document: Document) {
    this.items = new JsonItems(document.list);
  }

  *read(piece: string): Generator<ReadRow> {
    for (const item of this.items.read(piece)) {
      const row = this.rowOf(item);
      if (row !== undefined) yield row;
    }
    if (!this.items.isBroken) return;
    this.isOver = true;
    yield this.notTheFormat();
  }

  *end(): Generator<ReadRow> {
    const { hasList, isComplete, documentType } = this.items;
    if (!isComplete || !(hasList || documentType === this.document.emptyType)) {
      yield this.notTheFormat();
    }
  }

  private rowOf({ ordinal: line, value, problem }: JsonItem): ReadRow | undefined {
    if (problem !== undefined) return badRow({ line, value: '', reason: problem });
    const object = objectOf(value);
    if (object === undefined) {
      return badRow({ line, value: String(value), reason: 'This is no JSON object.' });
    }
    const judged = this.document.judge(object);
    return judged && rowOf(line, judged, textOf(this.document.show(object)));
  }

  private notTheFormat(): ReadRow {
    const reason = `The file is not ${this.document.format}.`;
    return badRow({ line: this.items.ordinal + 1, value: '', reason });
  }
}

export const objectOf = (value: unknown): JsonObject | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as JsonObject)
    : undefined;

/** The texts of a list; whatever else it holds is passed over. */
export const textsOf = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
