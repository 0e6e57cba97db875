/** A ruling that the gateway answered with 201. */
export interface AnsweredRuling {
  readonly rulingId: string;
  readonly taskId: string;
  readonly epoch: number;
  readonly actor: string;
  readonly outcome: string;
  undone: boolean;
}

/** A lease that a claim or an undo handed out. */
export interface GivenLease {
  readonly taskId: string;
  readonly epoch: number;
  readonly actor: string;
}

/** What a draft may hold: `null` for none. More than one value while an answer was lost on the way. */
export type PossibleDrafts = ReadonlySet<string | null>;

/**
 * What the reviewers of a run know, from answers they have read in full. The checker holds it against the database.
 */
export class DeskLog {
  readonly rulings: AnsweredRuling[] = [];
  readonly leases: GivenLease[] = [];
  /** What was wrong as soon as a reviewer saw it: a draft that did not come back, an answer that must not be. */
  readonly wrong: string[] = [];
  /** How often something was done to an end that shows something. */
  readonly counts = new Map<string, number>();
  private readonly drafts = new Map<string, PossibleDrafts>();

  count(what: string, by = 1): void {
    this.counts.set(what, (this.counts.get(what) ?? 0) + by);
  }

  /** The server said what the draft is now. */
  knowDraft(key: DraftKey, note: string | null): void {
    this.drafts.set(nameOf(key), new Set([note]));
  }

  /** The answer was lost: the draft is what it was, or this. */
  maybeDraft(key: DraftKey, note: string | null): void {
    const before = this.drafts.get(nameOf(key)) ?? new Set([null]);
    this.drafts.set(nameOf(key), new Set([...before, note]));
  }

  /** Somebody did something to the task of which nobody can say what became of the draft. */
  forgetDraft(key: DraftKey): void {
    this.drafts.delete(nameOf(key));
  }

  /** A task came to a reviewer with this draft. */
  seeDraft(key: DraftKey, note: string | null): void {
    const possible = this.drafts.get(nameOf(key));
    if (possible === undefined) {
      if (note !== null) this.knowDraft(key, note);
      return;
    }
    if (!possible.has(note)) this.wrong.push(lost(key, possible, note));
    else if (note !== null) this.count('drafts that came back');
    this.knowDraft(key, note);
  }

  /** Drafts that must be there, and what they may hold. */
  *expectedDrafts(): Generator<DraftKey & { readonly possible: PossibleDrafts }> {
    for (const [name, possible] of this.drafts) {
      const [actor = '', taskId = ''] = name.split('/');
      yield { actor, taskId, possible };
    }
  }
}

export interface DraftKey {
  readonly actor: string;
  readonly taskId: string;
}

export const lost = (
  { actor, taskId }: DraftKey,
  possible: PossibleDrafts,
  found: string | null,
): string =>
  `the draft of ${actor} on ${taskId} is ${found ?? 'gone'}, not ${[...possible].map((note) => note ?? 'none').join(' or ')}`;

const nameOf = ({ actor, taskId }: DraftKey): string => `${actor}/${taskId}`;
