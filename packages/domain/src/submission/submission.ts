/** One piece of content inside a submission. Text only in this release. */
export interface TextPart {
  readonly type: 'text';
  readonly text: string;
}

/** How the content came to be. Every field is optional and the platform's own words. */
export interface GenerationContext {
  readonly model?: string;
  readonly provider?: string;
  readonly prompt?: string;
  readonly sessionId?: string;
}

/** One output handed over for review. `receivedAtMs` is epoch milliseconds. */
export interface Submission {
  readonly id: string;
  readonly tenantId: string;
  readonly scene: string;
  readonly industry: string | null;
  readonly parts: readonly TextPart[];
  readonly context: GenerationContext;
  readonly authorId: string | null;
  readonly externalId: string | null;
  readonly metadata: Readonly<Record<string, string>>;
  readonly receivedAtMs: number;
}
