import type { QueueLoadBody, QueueLoadPage } from '@assay/contracts';
import type { KeyAlarm, PersonAtWork, QueueLoadLine, TenantLoad } from '@assay/database';

export const loadPage = ({ queues, alarms, people, at }: TenantLoad): QueueLoadPage => ({
  items: queues.map((line) => lineBody(line, at)),
  alarms: alarms.map(alarmBody),
  people: people.map(personBody),
  at: at.toISOString(),
});

/** The forecast does not count beyond this many people. */
const mostNeeded = 10_000;

function lineBody(line: QueueLoadLine, at: Date): QueueLoadBody {
  const { oldestAt, nextDueAt, medianHandlingMs, forecast } = line;
  return {
    name: line.name,
    open: line.open,
    leased: line.leased,
    overdue: line.overdue,
    ...(oldestAt === null ? {} : { oldestAt: oldestAt.toISOString() }),
    ...(nextDueAt === null ? {} : { nextDueAt: nextDueAt.toISOString() }),
    arrivalsPerHour: line.arrivals,
    handledPerHour: line.handled,
    ...(medianHandlingMs === null ? {} : { medianHandlingSeconds: medianHandlingMs / 1000 }),
    skipsPerHour: line.skips,
    present: line.present,
    forecast: {
      horizonHours: forecast.horizonHours,
      breaches: Math.round(forecast.breaches),
      ...(forecast.firstBreachInHours === null
        ? {}
        : { firstBreachAt: hoursAfter(at, forecast.firstBreachInHours) }),
      needed: forecast.peopleNeeded ?? mostNeeded,
    },
  };
}

/** To the minute: the forecast knows no better, and a figure that flickers is news every time. */
const hoursAfter = (at: Date, hours: number): string =>
  new Date(Math.round((at.getTime() + hours * 3_600_000) / 60_000) * 60_000).toISOString();

const alarmBody = (alarm: KeyAlarm): QueueLoadPage['alarms'][number] => ({
  queue: alarm.queue,
  ...(alarm.category === null ? {} : { category: alarm.category }),
  ...(alarm.language === null ? {} : { language: alarm.language }),
  open: alarm.open,
  since: alarm.since.toISOString(),
  fallbackAt: alarm.fallbackAt.toISOString(),
});

const personBody = ({
  name,
  seenAt,
  ...person
}: PersonAtWork): QueueLoadPage['people'][number] => ({
  ...person,
  ...(name === null ? {} : { name }),
  seenAt: seenAt.toISOString(),
});
