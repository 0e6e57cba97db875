import type { PacedFigures, SustainedFigures } from './measure.js';

/** Collects what was measured and prints it as it comes. */
export class Report {
  private readonly lines: string[] = [];

  line(text: string): void {
    this.lines.push(text);
    console.log(text);
  }

  section(title: string): void {
    this.line('');
    this.line(`## ${title}`);
  }

  paced(name: string, { answered, p50Ms, p95Ms, p99Ms }: PacedFigures): void {
    this.line(`${name}: n=${answered} p50=${ms(p50Ms)} p95=${ms(p95Ms)} p99=${ms(p99Ms)}`);
  }

  sustained(figures: SustainedFigures): void {
    const { seconds, accepted, refused, doneAtEnd, donePerSecond, drainSeconds } = figures;
    this.line(
      `load ${seconds.toFixed(1)} s: ${accepted} accepted (${rate(accepted / seconds)}), ${refused} refused`,
    );
    this.line(
      `decided or with people at the end of the load: ${doneAtEnd} (${rate(doneAtEnd / seconds)})`,
    );
    this.line(
      `drained ${drainSeconds.toFixed(2)} s later; sustained to the verdict row: ${rate(donePerSecond)}`,
    );
    this.line(`accept p50=${ms(figures.acceptP50Ms)} p99=${ms(figures.acceptP99Ms)}`);
    this.line(
      `webhooks: ${figures.deliveredAtDrain} delivered when drained, the rest ${figures.deliverySeconds.toFixed(1)} s later`,
    );
    this.line(`outcomes: ${shares(figures.outcomes)}`);
    this.line(`CPU µs per item: ${micros(figures.cpuMicrosPerItem)}`);
  }

  markdown(): string {
    return `${this.lines.join('\n')}\n`;
  }
}

const ms = (value: number): string => `${value.toFixed(1)} ms`;
const rate = (perSecond: number): string => `${Math.round(perSecond)}/s`;

const micros = (parts: Readonly<Record<string, number>>): string => {
  const total = Object.values(parts).reduce((sum, value) => sum + value, 0);
  const named = Object.entries(parts).map(([part, value]) => `${part} ${Math.round(value)}`);
  return `${named.join(', ')}; total ${Math.round(total)}`;
};

const shares = (outcomes: Readonly<Record<string, number>>): string => {
  const total = Object.values(outcomes).reduce((sum, count) => sum + count, 0);
  return Object.entries(outcomes)
    .filter(([, count]) => count > 0)
    .map(([name, count]) => `${name} ${count} (${((100 * count) / total).toFixed(1)} %)`)
    .join(', ');
};
