// Preloaded into a process whose clock shall be wrong: what it reads from `Date` lies ASSAY_CLOCK_SHIFT_MS away from
// the truth. Timers and monotonic clocks run on, as on a machine whose time of day is set wrongly.
const shiftMs = Number(process.env.ASSAY_CLOCK_SHIFT_MS ?? 0);
if (!Number.isFinite(shiftMs)) throw new Error('ASSAY_CLOCK_SHIFT_MS takes milliseconds.');
const TrueDate = globalThis.Date;
const now = () => TrueDate.now() + shiftMs;

globalThis.Date = new Proxy(TrueDate, {
  construct: (target, args, made) =>
    Reflect.construct(target, args.length === 0 ? [now()] : args, made),
  apply: () => new TrueDate(now()).toString(),
  get: (target, name, receiver) => (name === 'now' ? now : Reflect.get(target, name, receiver)),
});
