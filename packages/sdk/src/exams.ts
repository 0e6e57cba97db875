import type { ExamAttemptBody, ExamBody, QualificationBody } from '@assay/contracts';
import { Listing, type ListOptions } from './listing.js';
import type { CallOptions, Transport } from './transport.js';
import type { ExamAnswers, ExamSettings } from './wire.js';

export interface ExamListOptions extends ListOptions {
  readonly state?: ExamBody['state'] | undefined;
}

export interface QualificationListOptions extends ListOptions {
  /** Principal of the reviewer; only with `reviews:manage`. */
  readonly reviewer?: string | undefined;
  readonly category?: string | undefined;
}

/** Exams per category and what people passed. Taking one needs `reviews:work`, setting one up `reviews:manage`. */
export class Exams {
  constructor(private readonly transport: Transport) {}

  /** Open exams and where you stand with them; with `reviews:manage` all of them, with their items. */
  list(options: ExamListOptions = {}): Listing<ExamBody> {
    return new Listing(this.transport, root, options);
  }

  create(body: ExamSettings, options: CallOptions = {}): Promise<ExamBody> {
    return this.transport.json({
      method: 'POST',
      path: root,
      body,
      ...options,
      repeat: 'when_refused',
    });
  }

  /** Replaces the settings; attempts under way go on as they began. */
  update(id: string, body: ExamSettings, options: CallOptions = {}): Promise<ExamBody> {
    return this.transport.json({
      method: 'PUT',
      path: pathOf(id),
      body,
      ...options,
      repeat: 'when_refused',
    });
  }

  /** No attempts and no answers from now on. */
  close(id: string, options: CallOptions = {}): Promise<ExamBody> {
    const path = `${pathOf(id)}/close`;
    return this.transport.json({ method: 'POST', path, ...options, repeat: 'when_refused' });
  }

  /**
   * Your open attempt, or a new one; refused with `too_many_attempts` during the cool-down and with `same_principal`
   * for who wrote one of its items.
   */
  start(id: string, options: CallOptions = {}): Promise<ExamAttemptBody> {
    const path = `${pathOf(id)}/attempts`;
    return this.transport.json({ method: 'POST', path, ...options, repeat: 'always' });
  }

  /** One of your attempts. */
  attempt(attemptId: string, options: CallOptions = {}): Promise<ExamAttemptBody> {
    const path = attemptPath(attemptId);
    return this.transport.json({ method: 'GET', path, ...options, repeat: 'always' });
  }

  /** Some answers or all; each stays as it was given. The last one closes the attempt and brings `result`. */
  answer(
    attemptId: string,
    body: ExamAnswers,
    options: CallOptions = {},
  ): Promise<ExamAttemptBody> {
    const path = `${attemptPath(attemptId)}/answers`;
    return this.transport.json({ method: 'POST', path, body, ...options, repeat: 'when_refused' });
  }

  /** Your own; with `reviews:manage` everybody's. */
  qualifications(options: QualificationListOptions = {}): Listing<QualificationBody> {
    return new Listing(this.transport, `${root}/qualifications`, options);
  }

  /** Takes a qualification back at once. */
  revoke(
    qualificationId: string,
    body: { reason: string },
    options: CallOptions = {},
  ): Promise<QualificationBody> {
    const path = `${root}/qualifications/${encodeURIComponent(qualificationId)}/revoke`;
    return this.transport.json({ method: 'POST', path, body, ...options, repeat: 'when_refused' });
  }
}

const root = '/v1/exams';
const pathOf = (id: string): string => `${root}/${encodeURIComponent(id)}`;
const attemptPath = (id: string): string => `/v1/exam-attempts/${encodeURIComponent(id)}`;
