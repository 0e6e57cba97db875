import { entityTypes, type EntityType } from '@assay/domain';
import type { ScanResult } from '../terms/term-index.js';
import type { Entity } from './entities/entity.js';
import { numbersAt } from './entities/numbers.js';
import { PLAIN, SPACE, isAlphanumeric, isDigit, plainAt } from './entities/plain-unit.js';
import { mayNameAccount, socialAccountAt, socialTriggers } from './entities/social-accounts.js';
import { emailAt, hostEnd, internationalUrlAt, webAddressAt } from './entities/web-addresses.js';

// Bits, so that a search for some kinds passes over what can only begin others.
const DIGIT = 1;
const STOP = 2;
const AT_SIGN = 4;
const SOCIAL = 8;
const COLON = 16;

/** What `findEntities` looks for. */
export interface EntityQuery {
  readonly budget: number;
  /** All when it is missing. Fewer cost less, and are found as they are among all. */
  readonly kinds?: ReadonlySet<EntityType>;
}

/**
 * Finds URLs, domains, e-mail and IPv4 addresses, phone and bank card numbers, Chinese identity numbers and credit codes,
 * and social accounts. Checksums, dates and public suffixes are checked: a hit is well-formed, though it need not exist.
 * Works on the original text; full width and enclosed characters are read as ASCII. One item may be found as two kinds
 * (a phone number that is a WeChat account). Never throws. Cost: about 2 ns a unit and 1–5 µs a candidate; `budget` counts
 * one a unit and `CANDIDATE_WORK` a candidate of the kinds that are asked for.
 */
export function findEntities(
  text: string,
  { budget, kinds = ALL_KINDS }: EntityQuery,
): ScanResult<Entity> {
  const finder = new EntityFinder(text, budget, kinds);
  finder.run(triggersOf(kinds));
  return finder;
}

const ALL_KINDS: ReadonlySet<EntityType> = new Set(entityTypes);
const ADDRESS_TRIGGERS = STOP | AT_SIGN | COLON;

/** Digits inside an address are no number of their own, so whoever looks for numbers reads the addresses too. */
const TRIGGERS_OF: Readonly<Record<EntityType, number>> = {
  url: ADDRESS_TRIGGERS,
  domain: ADDRESS_TRIGGERS,
  email: ADDRESS_TRIGGERS,
  ipv4: ADDRESS_TRIGGERS,
  phone: DIGIT | ADDRESS_TRIGGERS,
  bank_card: DIGIT | ADDRESS_TRIGGERS,
  cn_resident_id: DIGIT | ADDRESS_TRIGGERS,
  cn_credit_code: DIGIT | ADDRESS_TRIGGERS,
  social_account: SOCIAL,
};

function triggersOf(kinds: ReadonlySet<EntityType>): number {
  let triggers = 0;
  for (const kind of kinds) triggers |= TRIGGERS_OF[kind];
  return triggers;
}

const CANDIDATE_WORK = 32;

const PUNCTUATION: ReadonlyMap<number, number> = new Map([
  [0x2e, STOP],
  [0x40, AT_SIGN],
  [0x3a, COLON],
]);

/** What a unit may begin, by UTF-16 unit: most units begin nothing and cost one look-up. */
const TRIGGER: Uint8Array = buildTriggers();

function buildTriggers(): Uint8Array {
  const triggers = new Uint8Array(65_536);
  for (const character of socialTriggers) triggers[character.charCodeAt(0)] = SOCIAL;
  for (let unit = 0; unit < triggers.length; unit++) {
    const plain = PLAIN[unit] as number;
    if (isDigit(plain)) triggers[unit] = DIGIT;
    else if (plain !== 0)
      triggers[unit] =
        PUNCTUATION.get(plain) ?? (socialTriggers.has(String.fromCharCode(plain)) ? SOCIAL : 0);
  }
  return triggers;
}

class EntityFinder implements ScanResult<Entity> {
  readonly hits: Entity[] = [];
  work: number;
  budgetExceeded = false;
  /** Before this position digits, or addresses, have been read already. */
  private numbersEnd = 0;
  private addressEnd = 0;
  /** All dots before this position belong to one run of host characters, which was no address. */
  private hostRunEnd = 0;

  constructor(
    private readonly text: string,
    private readonly budget: number,
    private readonly kinds: ReadonlySet<EntityType>,
  ) {
    this.work = text.length;
  }

  run(wanted: number): void {
    const { text } = this;
    for (let i = 0; i < text.length; i++) {
      const trigger = (TRIGGER[text.charCodeAt(i)] as number) & wanted;
      if (trigger === 0 || !this.isPromising(i, trigger)) continue;
      this.lookAt(i, trigger);
      if (this.budgetExceeded) return;
    }
  }

  private lookAt(position: number, trigger: number): void {
    if (this.work + CANDIDATE_WORK > this.budget) {
      this.budgetExceeded = true;
      return;
    }
    this.work += CANDIDATE_WORK;
    if (trigger === DIGIT) this.readNumbers(position);
    else if (trigger === SOCIAL) this.keep(socialAccountAt(this.text, position));
    else this.readAddress(position, trigger);
  }

  private isPromising(position: number, trigger: number): boolean {
    const { text } = this;
    if (trigger === DIGIT) return position >= this.numbersEnd;
    if (trigger === SOCIAL) return mayNameAccount(text, position);
    if (position < this.addressEnd) return false;
    if (trigger === COLON) return text.startsWith('//', position + 1);
    if (trigger === STOP && position < this.hostRunEnd) return false;
    return isAlphanumeric(plainAt(text, position + 1)) && plainAt(text, position - 1) > SPACE;
  }

  private readNumbers(position: number): void {
    const { entities, end } = numbersAt(this.text, position);
    this.numbersEnd = end;
    for (const entity of entities) this.keep(entity);
  }

  private readAddress(position: number, trigger: number): void {
    const entity = this.addressAt(position, trigger);
    if (entity === undefined) return;
    this.keep(entity);
    this.addressEnd = this.numbersEnd = entity.end;
  }

  private addressAt(position: number, trigger: number): Entity | undefined {
    const { text, addressEnd: floor } = this;
    if (trigger === AT_SIGN) return emailAt(text, position, floor);
    if (trigger === COLON) return internationalUrlAt(text, position);
    const end = (this.hostRunEnd = hostEnd(text, position));
    return webAddressAt(text, { position, end, floor });
  }

  private keep(entity: Entity | undefined): void {
    if (entity !== undefined && this.kinds.has(entity.kind)) this.hits.push(entity);
  }
}
