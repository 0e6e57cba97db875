import { until } from '@assay/testing';
import axe from 'axe-core';
import type { Page } from 'playwright-core';

export interface Barrier {
  readonly rule: string;
  readonly impact: string;
  readonly places: readonly string[];
}

interface AxeFinding {
  readonly id: string;
  readonly impact?: string | null;
  readonly nodes: readonly { readonly target: readonly unknown[] }[];
}

/** What keeps people out of the page as it is now, WCAG 2.2 A and AA and good practice. */
export async function barriersOf(page: Page): Promise<readonly Barrier[]> {
  // Colours are judged where they end up, not on their way.
  await until(() => page.evaluate(atRest), { what: 'the end of all animations' });
  await page.evaluate(axe.source);
  const violations = (await page.evaluate(
    'axe.run(document, { resultTypes: ["violations"] }).then(({ violations }) => violations)',
  )) as readonly AxeFinding[];
  return violations.map(({ id, impact, nodes }) => ({
    rule: id,
    impact: impact ?? 'unknown',
    places: nodes.map(({ target }) => target.join(' ')),
  }));
}

const atRest = `document.getAnimations().every(({ playState, effect }) =>
  playState !== 'running' || effect.getTiming().iterations === Infinity)`;
