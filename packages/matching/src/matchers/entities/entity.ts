import type { EntityType } from '@assay/domain';

/**
 * A structured item in a text. `value` is normalised, so that two spellings of one item are equal:
 * host in lower-case punycode (`url`, `domain`, host part of `email`) · `+8613800138000`, or the bare digits of a
 * landline or service number · digits of a card · `11010119900307 12X`-style identity numbers in upper case ·
 * `wechat:abc123`, `qq:12345` · dotted quad. `start` and `end` are half-open UTF-16 offsets into the original.
 */
export interface Entity {
  readonly kind: EntityType;
  readonly value: string;
  readonly start: number;
  readonly end: number;
}
