import { Inject, Injectable } from '@nestjs/common';
import type { ExamBody, ExamListQuery, Page, WriteExam } from '@assay/contracts';
import {
  ExamStore,
  isUniqueViolation,
  readAsTenant,
  StandardStore,
  type Database,
  type ExamSettings,
} from '@assay/database';
import {
  failed,
  isKnownCategory,
  mayDo,
  ok,
  type Principal,
  type ProblemCode,
  type Result,
} from '@assay/domain';
import type { EntityManager } from 'typeorm';
import { v7 } from 'uuid';
import { DATABASE } from '../database.js';
import { cursorId, pageById } from '../http/page-cursor.js';
import { examBody } from './exam-body.js';

/** Exams as data. Reviewers see the open ones, without their items. */
@Injectable()
export class ExamsService {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  async list(actor: Principal, query: ExamListQuery): Promise<Result<Page<ExamBody>>> {
    const full = mayDo(actor, 'reviews:manage');
    if (!full && !mayDo(actor, 'reviews:work')) return forbidden;
    const after = cursorId(query);
    if (!after.ok) return after;
    const found = await readAsTenant(this.database.dataSource, actor.tenantId, (manager) =>
      new ExamStore(manager, actor.tenantId).list({
        actor: actor.id,
        state: full ? query.state : 'open',
        after: after.value,
        limit: query.limit + 1,
      }),
    );
    return ok(
      pageById(
        found.map((exam) => examBody(exam, { full })),
        query.limit,
      ),
    );
  }

  /** Problems: `unknown_category`, `duplicate`, `not_found` for a standard or items that are not there. */
  create(actor: Principal, body: WriteExam): Promise<Result<ExamBody>> {
    const settings = settingsOf(body);
    return this.write({ actor, id: v7() }, async (store, manager, id) => {
      const sound = await check(manager, { store, actor, settings });
      return sound.ok ? store.create({ id, actor: actor.id, settings }) : sound;
    });
  }

  /** Problems: as `create`, and `exam_closed`. */
  async update(actor: Principal, id: string, body: WriteExam): Promise<Result<ExamBody>> {
    const settings = settingsOf(body);
    try {
      return await this.write({ actor, id }, async (store, manager) => {
        const sound = await check(manager, { store, actor, settings });
        return sound.ok ? store.update({ id, actor: actor.id, settings }) : sound;
      });
    } catch (error) {
      if (!isUniqueViolation(error, 'exam_name')) throw error;
      return failed('duplicate', 'There is already an exam with this name.');
    }
  }

  /** Problems: `not_found`, `exam_closed`. */
  close(actor: Principal, id: string): Promise<Result<ExamBody>> {
    return this.write({ actor, id }, (store) => store.close(id, actor.id));
  }

  private write(
    { actor, id }: { readonly actor: Principal; readonly id: string },
    change: (store: ExamStore, manager: EntityManager, id: string) => Promise<Result<string>>,
  ): Promise<Result<ExamBody>> {
    return this.database.dataSource.transaction(async (manager) => {
      const store = new ExamStore(manager, actor.tenantId);
      const changed = await change(store, manager, id);
      if (!changed.ok) return changed;
      const exam = await store.find(changed.value, actor.id);
      if (exam === undefined) throw new Error('An exam that was just written is gone.');
      return ok(examBody(exam, { full: true }));
    });
  }
}

const forbidden = failed('forbidden', 'This credential lacks reviews:work.');

const settingsOf = (exam: WriteExam): ExamSettings => ({
  ...exam,
  setName: exam.setName ?? null,
  itemIds: exam.itemIds === undefined ? null : [...new Set(exam.itemIds)],
  standardId: exam.standardId ?? null,
});

/** What the tables cannot: an exam has a known category, items to ask and a standard that exists. */
async function check(
  manager: EntityManager,
  asked: {
    readonly store: ExamStore;
    readonly actor: Principal;
    readonly settings: ExamSettings;
  },
): Promise<Result<null>> {
  const { store, actor, settings } = asked;
  const { category, itemIds, standardId } = settings;
  if (!isKnownCategory(category)) {
    return wrong('/category', 'unknown_category', `There is no category ${category}.`);
  }
  const items = await store.countItems(settings);
  if (items < (itemIds?.length ?? 1)) {
    const pointer = itemIds === null ? '/setName' : '/itemIds';
    return wrong(pointer, 'not_found', 'These are not active gold items of this tenant.');
  }
  if (standardId === null) return ok(null);
  const standard = await new StandardStore(manager, actor.tenantId).find(standardId);
  return standard === undefined
    ? wrong('/standardId', 'not_found', 'There is no such standard.')
    : ok(null);
}

const wrong = (pointer: string, code: ProblemCode, message: string): Result<never> =>
  failed(code, message, { errors: [{ pointer, code, message }] });
