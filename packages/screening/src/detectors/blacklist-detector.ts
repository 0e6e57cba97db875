import type { BlacklistEntry, Finding, RuleAction, Span } from '@assay/domain';
import { hostAndParents } from '@assay/matching';
import type { EffectiveEntry, EntryQuery } from '../blacklist/visibility.js';
import type { Detector, Found, ScreenContext } from './detector.js';
import { unionOf } from './rule-finding.js';

/**
 * Terms, patterns and domains of the blacklist entries that concern the submission. The tenant's own allow entries win
 * on their span.
 */
export const blacklistDetector: Detector = {
  name: 'blacklist',
  isNeeded: ({ policy, blacklist }) =>
    policy.definition.useBlacklist !== false && blacklist.size > 0,
  detect(context, found) {
    const hits = new EntryHits(context.submission.tenantId);
    context.texts.forEach((_, part) => collectPart(context, { found, hits, part }));
    for (const group of hits.blocking()) found.evidence.push(entryFinding(group, found.detector));
  },
};

interface EntryHit {
  readonly span: Span;
  readonly transforms: readonly string[];
}

interface EntryGroup {
  readonly entry: BlacklistEntry;
  readonly action: RuleAction;
  readonly hits: EntryHit[];
}

/** Hits by entry. Most texts have none, so nothing is allocated before the first. */
class EntryHits {
  private groups: Map<string, EntryGroup> | undefined;
  private allowed: Span[] | undefined;

  constructor(private readonly tenantId: string) {}

  add(entries: readonly EffectiveEntry[], hit: EntryHit): void {
    for (const { entry, action } of entries) {
      if (entry.effect === 'block') this.addBlocking(entry, action, hit);
      // A shadow entry has no effect, so neither has a shadow allowance.
      else if (action !== 'observe' || entry.action === 'observe') this.addAllowed(entry, hit.span);
    }
  }

  /** Block entries with the hits that no allow entry covers. */
  *blocking(): Iterable<EntryGroup> {
    for (const group of this.groups?.values() ?? []) {
      const hits =
        this.allowed === undefined
          ? group.hits
          : group.hits.filter(({ span }) => !this.isAllowed(span));
      if (hits.length > 0) yield { ...group, hits };
    }
  }

  private addBlocking(entry: BlacklistEntry, action: RuleAction, hit: EntryHit): void {
    this.groups ??= new Map();
    const group = this.groups.get(entry.id);
    if (group === undefined) this.groups.set(entry.id, { entry, action, hits: [hit] });
    else group.hits.push(hit);
  }

  private addAllowed(entry: BlacklistEntry, span: Span): void {
    // Nobody's allowance may silence what another tenant blocks.
    if (entry.state !== 'active' || entry.tenantId !== this.tenantId) return;
    this.allowed ??= [];
    this.allowed.push(span);
  }

  private isAllowed(span: Span): boolean {
    return (this.allowed ?? []).some(
      ({ part, start, end }) => part === span.part && start <= span.start && span.end <= end,
    );
  }
}

interface Collection {
  readonly found: Found;
  readonly hits: EntryHits;
  readonly part: number;
}

function collectPart(context: ScreenContext, collection: Collection): void {
  const { blacklist, texts, budget, submission, evaluatedAtMs } = context;
  const { tenantId, scene, industry } = submission;
  const query: EntryQuery = { tenantId, scene, industry, evaluatedAtMs };
  const { found, hits, part } = collection;
  const text = texts[part] as ScreenContext['texts'][number];
  const terms = blacklist.terms.scan(text, { budget: budget.remaining });
  for (const { id, start, end, transforms } of found.hitsOf(terms, budget)) {
    hits.add(blacklist.entriesOf(id, query), { span: { part, start, end }, transforms });
  }
  const patterns = blacklist.patterns.scan(text, { budget: budget.remaining });
  for (const { id, start, end } of found.hitsOf(patterns, budget)) {
    hits.add(blacklist.entriesOf(id, query), { span: { part, start, end }, transforms: [] });
  }
  if (blacklist.hasDomains) collectDomains(context, query, collection);
}

function collectDomains(
  context: ScreenContext,
  query: EntryQuery,
  { found, hits, part }: Collection,
): void {
  const entities = found.hitsOf(context.entitiesOf(part), context.budget);
  for (const { kind, value, start, end } of entities) {
    if (kind !== 'url' && kind !== 'domain' && kind !== 'email') continue;
    for (const host of hostAndParents(value.slice(value.indexOf('@') + 1))) {
      const entries = context.blacklist.entriesOfDomain(host, query);
      hits.add(entries, { span: { part, start, end }, transforms: [] });
    }
  }
}

function entryFinding({ entry, action, hits }: EntryGroup, detector: string): Finding {
  return {
    type: 'finding',
    source: {
      type: 'entry',
      entryId: entry.id,
      entryVersion: entry.version,
      ...(entry.listId === null ? {} : { listId: entry.listId }),
    },
    category: entry.category,
    severity: entry.severity,
    action,
    score: entry.confidence,
    message: entry.value,
    spans: hits.map(({ span }) => span),
    transforms: unionOf(hits),
    detector,
  };
}
