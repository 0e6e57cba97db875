/**
 * Strings of which at least one is contained, as it stands or in other case, in every match of the pattern; empty when
 * no such set is known. Reads the part of RE2's syntax that patterns are usually written in, and claims nothing about
 * what it does not know. Every string has at least two letters, digits or ideographs.
 */
export function requiredLiterals(source: string): readonly string[] {
  const reader = new PatternReader(source);
  const literals = reader.readAlternatives();
  return reader.isUnderstood() && literals !== undefined && literals.length <= MAX_LITERALS
    ? literals
    : [];
}

const MAX_LITERALS = 32;
const MIN_CONTENT = 2;
const CONTENT = /[\p{L}\p{N}]/gu;

/** A set of strings one of which is required, or undefined when nothing is. */
type Required = readonly string[] | undefined;

/** One item of a sequence: a literal character, or something else that may require literals of its own. */
interface Item {
  readonly literal?: string;
  readonly required?: Required;
}

class PatternReader {
  private at = 0;
  private broken = false;

  constructor(private readonly source: string) {}

  isUnderstood(): boolean {
    return !this.broken && this.at === this.source.length;
  }

  /** `a|b|c`: required only if every branch requires something. */
  readAlternatives(): Required {
    let all: string[] | undefined = [];
    for (;;) {
      const branch = this.readSequence();
      all = all === undefined || branch === undefined ? undefined : [...all, ...branch];
      if (this.source.charAt(this.at) !== '|') return all;
      this.at++;
    }
  }

  private readSequence(): Required {
    const candidates: Required[] = [];
    let run = '';
    const endRun = (): void => {
      candidates.push(contentOf(run) >= MIN_CONTENT ? [run] : undefined);
      run = '';
    };
    while (this.at < this.source.length && !this.broken) {
      const character = this.source.charAt(this.at);
      if (character === '|' || character === ')') break;
      const item = this.readItem();
      const repeats = this.readQuantifier();
      if (item.literal !== undefined && repeats === 'once') {
        run += item.literal;
        continue;
      }
      // "ab+" requires "ab"; what follows does not touch it.
      if (item.literal !== undefined && repeats === 'many') run += item.literal;
      endRun();
      if (repeats !== 'optional') candidates.push(item.required);
    }
    endRun();
    return mostSelective(candidates);
  }

  private readItem(): Item {
    const character = String.fromCodePoint(this.source.codePointAt(this.at) ?? 0);
    if (character === '(') return { required: this.readGroup() };
    if (character === '[') return this.skipClass();
    if (character === '\\') return this.readEscape();
    this.at += character.length;
    if ('.^$'.includes(character)) return {};
    if ('*+?{'.includes(character)) return this.giveUp();
    return { literal: character };
  }

  private readGroup(): Required {
    const opening = /^\((?:\?(?:P?<\w+>|[imsU-]*(?<end>[:)])))?/.exec(this.source.slice(this.at));
    if (opening === null || (opening[0] === '(' && this.source.charAt(this.at + 1) === '?')) {
      this.giveUp();
      return undefined;
    }
    this.at += opening[0].length;
    if (opening.groups?.['end'] === ')') return undefined;
    const required = this.readAlternatives();
    if (this.source.charAt(this.at) !== ')') this.giveUp();
    this.at++;
    return required;
  }

  private skipClass(): Item {
    let end = this.at + 1;
    if (this.source.charAt(end) === '^') end++;
    if (this.source.charAt(end) === ']') end++;
    while (end < this.source.length && this.source.charAt(end) !== ']') {
      if (this.source.startsWith('[:', end)) end = this.source.indexOf(':]', end) + 1;
      if (end === 0) return this.giveUp();
      end += this.source.charAt(end) === '\\' ? 2 : 1;
    }
    this.at = end + 1;
    return {};
  }

  private readEscape(): Item {
    const escaped = String.fromCodePoint(this.source.codePointAt(this.at + 1) ?? 0);
    const property = /^\\[pP](?:\{\^?\w+\}|\w)/.exec(this.source.slice(this.at));
    if (property !== null) {
      this.at += property[0].length;
      return {};
    }
    if (/[0-9A-Za-z]/.test(escaped) && !'dDwWsSbBAz'.includes(escaped)) return this.giveUp();
    this.at += 1 + escaped.length;
    return /[A-Za-z]/.test(escaped) ? {} : { literal: escaped };
  }

  private readQuantifier(): 'once' | 'many' | 'optional' {
    const quantifier = /^(?:[*+?]|\{(?<least>\d+)(?:,\d*)?\})\??/.exec(this.source.slice(this.at));
    if (quantifier === null) return 'once';
    this.at += quantifier[0].length;
    const least = quantifier.groups?.['least'];
    if (least !== undefined) return Number(least) === 0 ? 'optional' : 'many';
    return quantifier[0].startsWith('+') ? 'many' : 'optional';
  }

  private giveUp(): Item {
    this.broken = true;
    this.at = this.source.length + 1;
    return {};
  }
}

const contentOf = (literal: string): number => literal.match(CONTENT)?.length ?? 0;

/** The set whose shortest member has the most content; of equals the smaller set. */
function mostSelective(candidates: readonly Required[]): Required {
  let best: Required;
  for (const candidate of candidates) {
    if (candidate === undefined || candidate.length === 0) continue;
    if (best === undefined || selectivity(candidate) > selectivity(best)) best = candidate;
  }
  return best;
}

const selectivity = (literals: readonly string[]): number =>
  Math.min(...literals.map(contentOf)) * 100 - literals.length;
