/** The load of one queue and the hands that work on it. Times are hours from now unless named otherwise. */
export interface QueueLoad {
  /** Open tasks by when they are due; below 0: overdue already. Any order. */
  readonly open: readonly { readonly dueInHours: number; readonly tasks: number }[];
  readonly arrivalsPerHour: number;
  /** How long after its arrival a new task is due. */
  readonly allowedHours: number;
  /** Mean time one person needs for one task, in milliseconds; > 0. */
  readonly handlingMs: number;
  readonly people: number;
  /** How far to look; > 0. */
  readonly horizonHours: number;
}

export interface BreachForecast {
  /** Open tasks that are overdue now. */
  readonly overdue: number;
  /** Tasks that become overdue within the horizon; a mean, so that it may be a fraction. */
  readonly breaches: number;
  /** When the first of them does; `null`: none within the horizon. */
  readonly firstBreachInHours: number | null;
  /** Tasks the present people finish in an hour when there is always one to take. */
  readonly handledPerHour: number;
  /** Fewest people, from now on, with whom nothing more becomes overdue; `null`: more than 10,000. */
  readonly peopleNeeded: number | null;
}

const steps = 480;
const mostPeople = 10_000;
/** Half a task is none: below, a mean is a rounding error of the steps. */
const oneTask = 0.5;

/**
 * What becomes overdue if arrivals, handling times and people stay as they are. A fluid model in 480 steps: work
 * flows at the rate of the people, always to what is due first, and late work is finished too. It knows means only:
 * an uneven day is worse than forecast. Pure; O((open + 480) × log people).
 *
 * @example
 * forecastBreaches({ open: [{ dueInHours: 1, tasks: 30 }], arrivalsPerHour: 0, allowedHours: 4,
 *   handlingMs: 360_000, people: 1, horizonHours: 8 }) // breaches ≈ 20, firstBreachInHours 1, peopleNeeded 3
 */
export function forecastBreaches(load: QueueLoad): BreachForecast {
  const now = runDown(load, load.people);
  return {
    overdue: load.open.reduce(
      (sum, { dueInHours, tasks }) => sum + (dueInHours < 0 ? tasks : 0),
      0,
    ),
    breaches: now.breaches,
    firstBreachInHours: now.firstBreachInHours,
    handledPerHour: handledPerHour(load, load.people),
    peopleNeeded: peopleNeeded(load),
  };
}

const handledPerHour = ({ handlingMs }: QueueLoad, people: number) =>
  (people * 3_600_000) / handlingMs;

function peopleNeeded(load: QueueLoad): number | null {
  const suffices = (people: number) => runDown(load, people).breaches < oneTask;
  if (!suffices(mostPeople)) return null;
  let [low, high] = [-1, mostPeople];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (suffices(middle)) high = middle;
    else low = middle;
  }
  return high;
}

/** Tasks due at one time; `late` once they were counted. */
interface Portion {
  readonly due: number;
  tasks: number;
}

/** Two queues in order of their due times: what is there, and what arrives. The earlier head is served first. */
interface Backlog {
  readonly open: readonly Portion[];
  readonly arrived: Portion[];
  openHead: number;
  arrivedHead: number;
}

function runDown(load: QueueLoad, people: number) {
  const step = load.horizonHours / steps;
  const backlog: Backlog = {
    open: load.open
      .map(({ dueInHours, tasks }) => ({ due: dueInHours, tasks }))
      .sort((a, b) => a.due - b.due),
    arrived: [],
    openHead: 0,
    arrivedHead: 0,
  };
  const late = { open: 0, arrived: 0 };
  skipOverdue(backlog, late);
  let breaches = 0;
  let firstBreachInHours: number | null = null;
  for (let at = 0; at < steps; at += 1) {
    const end = (at + 1) * step;
    backlog.arrived.push({
      due: end - step / 2 + load.allowedHours,
      tasks: load.arrivalsPerHour * step,
    });
    serve(backlog, handledPerHour(load, people) * step);
    breaches += countLate(backlog, late, end);
    if (firstBreachInHours === null && breaches >= oneTask) firstBreachInHours = end;
  }
  return { breaches: breaches < oneTask ? 0 : breaches, firstBreachInHours };
}

function serve(backlog: Backlog, capacity: number): void {
  let left = capacity;
  while (left > 0) {
    const portion = nextPortion(backlog);
    if (portion === undefined) return;
    const done = Math.min(left, portion.tasks);
    portion.tasks -= done;
    left -= done;
  }
}

/** The portion that is due first; portions that are empty are passed for good. */
function nextPortion(backlog: Backlog): Portion | undefined {
  while (backlog.open[backlog.openHead]?.tasks === 0) backlog.openHead += 1;
  while (backlog.arrived[backlog.arrivedHead]?.tasks === 0) backlog.arrivedHead += 1;
  const open = backlog.open[backlog.openHead];
  const arrived = backlog.arrived[backlog.arrivedHead];
  if (open === undefined || arrived === undefined) return open ?? arrived;
  return open.due <= arrived.due ? open : arrived;
}

type Late = { open: number; arrived: number };

/** What is overdue at the start is no forecast. */
function skipOverdue(backlog: Backlog, late: Late): void {
  while ((backlog.open[late.open]?.due ?? 0) < 0) late.open += 1;
}

/** Each portion is looked at once, at the step in which it comes due; `late` are the places reached so far. */
function countLate(backlog: Backlog, late: Late, now: number): number {
  let tasks = 0;
  for (const part of ['open', 'arrived'] as const) {
    const portions = backlog[part];
    while ((portions[late[part]]?.due ?? Infinity) <= now) {
      tasks += portions[late[part]]?.tasks ?? 0;
      late[part] += 1;
    }
  }
  return tasks;
}
