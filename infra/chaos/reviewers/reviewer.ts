import { setTimeout as sleep } from 'node:timers/promises';
import { codeOf, taskIn, tasksIn, type HeldTask } from './held-task.js';
import type { Answer, DeskClient } from './desk-client.js';
import type { DeskLog } from './desk-log.js';
import { chooseMove, type Mood } from './moods.js';

export interface ReviewerOptions {
  readonly actor: string;
  readonly client: DeskClient;
  readonly log: DeskLog;
  /** 0–1. */
  readonly random: () => number;
  /** Whom tasks may be transferred to. */
  readonly colleagues: readonly string[];
}

/** One person at the desk: claims, types, rules, changes their mind, and writes down what they were told. */
export class Reviewer {
  mood: Mood = 'wild';
  private readonly held = new Map<string, HeldTask>();
  private readonly former: HeldTask[] = [];
  /** Tasks with a ruling of one's own, or with one that may be: there, a stale tab is refused and not kept. */
  private readonly ruled = new Set<string>();
  private notes = 0;
  private busy: Promise<void> = Promise.resolve();

  constructor(private readonly options: ReviewerOptions) {}

  /** Resolves when `isOver` says so and the turn is done. */
  async work(isOver: () => boolean): Promise<void> {
    const { random } = this.options;
    while (!isOver()) {
      if (this.mood !== 'resting') {
        this.busy = this.turn();
        await this.busy;
      }
      await sleep(20 + random() * 180);
    }
  }

  /** Stops between two turns. */
  async rest(): Promise<void> {
    this.mood = 'resting';
    await this.busy;
  }

  private async turn(): Promise<void> {
    const [task] = this.held.values();
    if (task === undefined || (this.held.size < 3 && this.options.random() < 0.2)) {
      await this.claim();
      return;
    }
    const move = chooseMove(this.mood, this.options.random);
    if (move === 'rule') await this.rule(task, 'rulings');
    else if (move === 'refer') await this.rule(task, 'refer');
    else await this[move](task);
  }

  private async claim(): Promise<void> {
    const { client, random } = this.options;
    const answer = await client.post('review-tasks/claim', {
      count: 1 + Math.floor(random() * 3),
    });
    if (answer === undefined) await this.afterLoss();
    else if (answer.status === 200) for (const task of tasksIn(answer)) this.take(task);
    else this.unexpected('claim', answer);
  }

  private afterLoss(): Promise<void> {
    this.options.log.count('answers lost');
    return this.lookAtDesk();
  }

  /** What the server says one holds. */
  private async lookAtDesk(): Promise<void> {
    const { client, log } = this.options;
    const desk = await client.untilAnswered(() => client.get('review-tasks/mine'));
    if (desk.status !== 200) return this.unexpected('mine', desk);
    const there = tasksIn(desk);
    for (const id of this.held.keys()) {
      if (!there.some((task) => task.id === id)) this.lose(id);
    }
    for (const task of there) {
      if (this.held.get(task.id)?.epoch !== task.epoch) this.take(task);
      else log.seeDraft(this.key(task.id), task.draft);
    }
  }

  private take(task: HeldTask): void {
    const { actor, log } = this.options;
    log.leases.push({ taskId: task.id, epoch: task.epoch, actor });
    log.seeDraft(this.key(task.id), task.draft);
    this.held.set(task.id, task);
  }

  private lose(taskId: string): void {
    const task = this.held.get(taskId);
    if (task === undefined) return;
    this.held.delete(taskId);
    this.former.push(task);
  }

  private async heartbeat(task: HeldTask): Promise<void> {
    const { log } = this.options;
    const note = this.note();
    const answer = await this.send(task, 'heartbeat', { draft: { outcome: 'block', note } });
    if (answer === undefined) log.maybeDraft(this.key(task.id), note);
    else if (answer.status === 200) log.knowDraft(this.key(task.id), note);
    else this.refused(task, { answer, note });
  }

  /** Types into a tab whose lease is gone: refused, and yet kept. */
  private async stale(): Promise<void> {
    const { log, random } = this.options;
    await this.lookAtDesk();
    const task = this.former[Math.floor(random() * this.former.length)];
    if (task === undefined || this.held.has(task.id) || this.ruled.has(task.id)) return;
    const note = this.note();
    const asRuling = random() < 0.5;
    const answer = asRuling
      ? await this.send(task, 'rulings', { outcome: 'pass', note })
      : await this.send(task, 'heartbeat', { draft: { note } });
    if (answer === undefined) return log.maybeDraft(this.key(task.id), note);
    log.count('stale epochs sent');
    if (answer.status === 409) return this.refused(task, { answer, note });
    // The ruling of that epoch, said again in other words, is refused as well.
    this.unexpected(`a stale ${asRuling ? 'ruling' : 'heartbeat'}`, answer);
  }

  private async release(task: HeldTask): Promise<void> {
    const answer = await this.send(task, 'release', {});
    if (answer === undefined) return this.afterLoss();
    if (answer.status === 204) this.lose(task.id);
    else this.refused(task, { answer });
  }

  private skip(task: HeldTask): Promise<void> {
    return this.handOn(task, 'skip', {});
  }

  private escalate(task: HeldTask): Promise<void> {
    return this.handOn(task, 'escalate', { note: 'beyond me' });
  }

  private transfer(task: HeldTask): Promise<void> {
    const { colleagues, random } = this.options;
    const userId = colleagues[Math.floor(random() * colleagues.length)];
    return this.handOn(task, 'transfer', { note: 'yours', to: { userId } });
  }

  /** Moves after which the task and its draft are gone for this person. */
  private async handOn(
    task: HeldTask,
    how: 'skip' | 'escalate' | 'transfer',
    body: object,
  ): Promise<void> {
    const { log } = this.options;
    const answer = await this.send(task, how, body);
    if (answer === undefined) {
      log.maybeDraft(this.key(task.id), null);
      return this.afterLoss();
    }
    // The colleague has had a part in it or lacks the exam, or this is no lead; one keeps the task.
    const kept = ['invalid_transition', 'forbidden'];
    if (how === 'transfer' && kept.includes(codeOf(answer))) return;
    if (answer.status >= 300) return this.refused(task, { answer });
    log.count(`${how}s`);
    log.knowDraft(this.key(task.id), null);
    this.lose(task.id);
  }

  private async rule(task: HeldTask, route: 'rulings' | 'refer'): Promise<void> {
    const { client, log, random, actor } = this.options;
    const note = this.note();
    const body = route === 'refer' ? referral(note) : await this.ruling(task, note);
    const answer = await client.untilAnswered(() => this.send(task, route, body));
    if (answer.status !== 201) return this.refused(task, { answer, note });
    this.held.delete(task.id);
    this.ruled.add(task.id);
    log.count(route);
    const { id, outcome } = answer.body as { id: string; outcome: string };
    const given = { rulingId: id, taskId: task.id, epoch: task.epoch, actor, outcome };
    log.rulings.push({ ...given, undone: false });
    log.knowDraft(this.key(task.id), note);
    if (this.mood === 'tidy') return;
    if (random() < 0.3) await this.sayAgain(task, { route, body, rulingId: id });
    if (random() < 0.3) await this.undo(task, id);
  }

  private async ruling(task: HeldTask, note: string): Promise<object> {
    const { client, random, log } = this.options;
    if (random() < 0.05) return { kind: 'content_broken', note };
    const outcome = random() < 0.5 ? 'pass' : 'block';
    const ruling = { outcome, note, ...(outcome === 'block' ? { category: 'A.3.b' } : {}) };
    if (task.similar === 0 || random() < 0.3) return ruling;
    const similar = await client.get(`review-tasks/${task.id}/similar`);
    if (similar?.status !== 200) return ruling;
    const items = (similar.body as { items: readonly { taskId: string }[] }).items;
    const taskIds = items.slice(0, 20).map(({ taskId }) => taskId);
    if (taskIds.length === 0) return ruling;
    // Which of them are taken is not told, so nothing is known of one's drafts there.
    for (const taskId of taskIds) {
      this.ruled.add(taskId);
      log.forgetDraft(this.key(taskId));
    }
    log.count('cluster rulings');
    return { ...ruling, cluster: { taskIds } };
  }

  private async sayAgain(
    task: HeldTask,
    said: { readonly route: string; readonly body: object; readonly rulingId: string },
  ): Promise<void> {
    const { client, log } = this.options;
    const { route, body, rulingId } = said;
    const answer = await client.untilAnswered(() => this.send(task, route, body));
    log.count('rulings sent twice');
    if (answer.status !== 201 || (answer.body as { id: string }).id !== rulingId)
      this.unexpected('the same ruling again', answer);
  }

  private async undo(task: HeldTask, rulingId: string): Promise<void> {
    const { client, log } = this.options;
    const answer = await client.untilAnswered(() => client.post(`review-tasks/${task.id}/undo`));
    const ruling = log.rulings.find((given) => given.rulingId === rulingId);
    if (ruling === undefined || codeOf(answer) === 'undo_window_closed') return;
    // The first answer was lost, and the second says there is nothing left to undo.
    const wasUndone = codeOf(answer) === 'not_ruled';
    if (answer.status !== 200 && !wasUndone) return this.unexpected('undo', answer);
    ruling.undone = true;
    this.ruled.delete(task.id);
    log.count('undos');
    if (wasUndone) return this.lookAtDesk();
    for (const again of taskIn(answer.body)) this.take(again);
  }

  /** A lost lease keeps what was typed; a closed task takes it along. */
  private refused(
    task: HeldTask,
    { answer, note }: { readonly answer: NonNullable<Answer>; readonly note?: string },
  ): void {
    const { log } = this.options;
    const code = codeOf(answer);
    this.lose(task.id);
    if (code === 'stale_lease') {
      log.count('leases lost');
      if (note !== undefined) log.knowDraft(this.key(task.id), note);
    } else if (code === 'task_closed') log.forgetDraft(this.key(task.id));
    else if (code !== 'invalid_transition') this.unexpected('a move', answer);
  }

  private send(task: HeldTask, route: string, body: object): Promise<Answer> {
    const { client } = this.options;
    return client.post(`review-tasks/${task.id}/${route}`, { epoch: task.epoch, ...body });
  }

  private unexpected(what: string, answer: NonNullable<Answer>): void {
    const { actor, log } = this.options;
    log.wrong.push(`${what} of ${actor} was answered ${answer.status} ${codeOf(answer)}`);
  }

  private note(): string {
    this.notes += 1;
    return `${this.options.actor} ${this.notes}`;
  }

  private key(taskId: string): { actor: string; taskId: string } {
    return { actor: this.options.actor, taskId };
  }
}

const referral = (note: string): object => ({
  authority: 'authority',
  category: 'A.3.b',
  note,
});
