import { z } from 'zod';
import { examStates, outcomes, reviewLanguages } from '@assay/domain';
import { ScoreBody } from './gold.js';
import { Id, ListQuery, page, Timestamp } from './list.js';
import { ContentPart, GenerationContextBody } from './submission.js';

/** `POST /v1/exams` and `PUT /v1/exams/:id`: the items are a set of gold items, or named ones. */
export const WriteExam = z
  .strictObject({
    name: z.string().min(1).max(100),
    category: z.string().min(1).max(64),
    setName: z.string().min(1).max(64).optional(),
    itemIds: z.array(Id).min(1).max(200).optional(),
    /** Share of right answers that passes, 0–1. */
    passMark: z.number().min(0.01).max(1),
    validDays: z.int().min(1).max(3650).default(180),
    /** Hours between the end of an attempt and the next one. */
    coolDownHours: z.int().min(0).max(8760).default(24),
    standardId: Id.optional(),
  })
  .refine(({ setName, itemIds }) => (setName === undefined) !== (itemIds === undefined), {
    path: ['setName'],
    message: 'Give either a set or items.',
  })
  .meta({ id: 'WriteExam' });
export type WriteExam = z.infer<typeof WriteExam>;

/** An exam and where the caller stands with it. */
export const ExamBody = z
  .object({
    id: Id,
    name: z.string(),
    category: z.string(),
    state: z.enum(examStates),
    version: z.int(),
    passMark: z.number(),
    validDays: z.int(),
    coolDownHours: z.int(),
    standardId: Id.optional(),
    itemCount: z.int(),
    /** `setName` and `itemIds` are for those who manage reviews. */
    setName: z.string().optional(),
    itemIds: z.array(Id).optional(),
    createdAt: Timestamp,
    updatedAt: Timestamp,
    mine: z.object({
      qualifiedUntil: Timestamp.optional(),
      nextAttemptAt: Timestamp.optional(),
      openAttemptId: Id.optional(),
    }),
  })
  .meta({ id: 'Exam' });
export type ExamBody = z.infer<typeof ExamBody>;
export const ExamListQuery = ListQuery.extend({ state: z.enum(examStates).optional() });
export type ExamListQuery = z.infer<typeof ExamListQuery>;
export const ExamPage = page(ExamBody).meta({ id: 'ExamPage' });

/** One attempt. Items are in an order of their own and named by `position`; answers are never part of it. */
export const ExamAttemptBody = z
  .object({
    id: Id,
    examId: Id,
    category: z.string(),
    startedAt: Timestamp,
    items: z.array(
      z.object({
        position: z.int(),
        parts: z.array(ContentPart),
        context: GenerationContextBody,
        scene: z.string(),
        industry: z.string().optional(),
        language: z.enum(reviewLanguages),
        taxonomy: z.string(),
        /** What the caller answered. */
        outcome: z.enum(outcomes).optional(),
        category: z.string().optional(),
      }),
    ),
    /** There once every item is answered. */
    result: z
      .object({
        passed: z.boolean(),
        closedAt: Timestamp,
        correct: z.int(),
        total: z.int(),
        passMark: z.number(),
        score: ScoreBody,
        items: z.array(
          z.object({
            position: z.int(),
            correct: z.boolean(),
            /** What was expected and why: only after passing. */
            expected: z
              .object({
                outcome: z.enum(outcomes),
                category: z.string().optional(),
                explanation: z.string(),
                clause: z.string().optional(),
              })
              .optional(),
          }),
        ),
      })
      .optional(),
  })
  .meta({ id: 'ExamAttempt' });
export type ExamAttemptBody = z.infer<typeof ExamAttemptBody>;

/** Answers to some or all items of an attempt. An answer counts once and stays. */
export const AnswerExam = z
  .strictObject({
    answers: z
      .array(
        z.strictObject({
          position: z.int().min(1).max(10_000),
          outcome: z.enum(outcomes),
          category: z.string().min(1).max(64).optional(),
        }),
      )
      .min(1)
      .max(200),
  })
  .meta({ id: 'AnswerExam' });
export type AnswerExam = z.infer<typeof AnswerExam>;

/** That somebody may judge a category. */
export const QualificationBody = z
  .object({
    id: Id,
    reviewer: z.string(),
    category: z.string(),
    examId: Id,
    passedAt: Timestamp,
    expiresAt: Timestamp,
    /** Neither expired nor revoked. */
    inForce: z.boolean(),
    /** The change of a policy or standard that made it end earlier. */
    shortenedBy: z.string().optional(),
    revokedAt: Timestamp.optional(),
    revokedReason: z.string().optional(),
  })
  .meta({ id: 'Qualification' });
export type QualificationBody = z.infer<typeof QualificationBody>;
export const QualificationListQuery = ListQuery.extend({
  reviewer: z.string().max(100).optional(),
  category: z.string().max(64).optional(),
});
export type QualificationListQuery = z.infer<typeof QualificationListQuery>;
export const QualificationPage = page(QualificationBody).meta({ id: 'QualificationPage' });
export const RevokeQualification = z
  .strictObject({ reason: z.string().min(1).max(1000) })
  .meta({ id: 'RevokeQualification' });
export type RevokeQualification = z.infer<typeof RevokeQualification>;
