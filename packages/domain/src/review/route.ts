import type { ReviewLanguage, Severity } from '../vocabulary.js';
import type { ReviewRouting } from '../policy/policy.js';
import type { Panel } from './queue.js';

/** One way into a queue; every condition that is given must hold. The scene is the policy's own. */
export interface ReviewRoute {
  readonly categories?: readonly string[];
  readonly severities?: readonly Severity[];
  readonly languages?: readonly ReviewLanguage[];
  readonly queue?: string;
  readonly dueSeconds?: number;
  readonly undoSeconds?: number;
  readonly panel?: Panel;
}

export interface RoutedTask {
  readonly queue: string;
  readonly dueSeconds: number;
  readonly undoSeconds: number;
  /** `undefined`: the queue's own way, one reviewer or at times two. */
  readonly panel: Panel | undefined;
}

/** The first route that fits decides; what it leaves open comes from the policy's routing. Pure and total. */
export function routeReview(
  routing: ReviewRouting,
  task: {
    readonly category: string;
    readonly severity: Severity;
    readonly language: ReviewLanguage;
  },
): RoutedTask {
  const route = routing.routes?.find((candidate) => fits(candidate, task));
  return {
    queue: route?.queue ?? routing.queue,
    dueSeconds: route?.dueSeconds ?? routing.dueSeconds[task.severity],
    undoSeconds: route?.undoSeconds ?? routing.undoSeconds,
    panel: route?.panel,
  };
}

const fits = (route: ReviewRoute, task: Parameters<typeof routeReview>[1]): boolean =>
  (route.categories?.includes(task.category) ?? true) &&
  (route.severities?.includes(task.severity) ?? true) &&
  (route.languages?.includes(task.language) ?? true);
