import { Tooltip } from 'antd';
import { useTranslation } from 'react-i18next';

const zone = 'Asia/Shanghai';

/** A moment in Shanghai time; UTC on hover and for assistive technology. */
export function Instant({
  at,
  style = 'minute',
}: {
  readonly at: string;
  readonly style?: 'minute' | 'second' | 'day';
}) {
  const { i18n } = useTranslation();
  const options: Intl.DateTimeFormatOptions = {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    ...(style === 'day' ? {} : { hour: '2-digit', minute: '2-digit' }),
    ...(style === 'second' ? { second: '2-digit' } : {}),
  };
  return (
    <Tooltip title={`${at.replace('T', ' ').replace(/(\.\d+)?Z$/, '')} UTC`}>
      <time dateTime={at} className="nowrap">
        {new Intl.DateTimeFormat(i18n.language === 'en' ? 'en-CA' : 'zh-CN', options).format(
          new Date(at),
        )}
      </time>
    </Tooltip>
  );
}

/** `10 min`, `4 小时`: a span in its largest whole unit. */
export function durationText(seconds: number, language: string): string {
  const units = [
    ['day', 86_400],
    ['hour', 3600],
    ['minute', 60],
  ] as const;
  const [unit, size] =
    units.find(([, length]) => seconds >= length && seconds % length === 0) ??
    (['second', 1] as const);
  return new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'short' }).format(
    seconds / size,
  );
}

/** `4:07` or `1:02:09`, for clocks. Negative spans count up with a minus sign. */
export function clockText(spanMs: number): string {
  const total = Math.floor(Math.abs(spanMs) / 1000);
  const parts = [Math.floor(total / 3600), Math.floor(total / 60) % 60, total % 60];
  const shown = (parts[0] as number) > 0 ? parts : parts.slice(1);
  const text = shown
    .map((part, index) => (index === 0 ? String(part) : String(part).padStart(2, '0')))
    .join(':');
  return spanMs < 0 ? `-${text}` : text;
}
