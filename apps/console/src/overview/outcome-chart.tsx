import type { OverviewBody } from '@assay/contracts';
import { BarChart } from 'echarts/charts';
import {
  AriaComponent,
  GridComponent,
  LegendComponent,
  TooltipComponent,
} from 'echarts/components';
import { init, use, type EChartsType } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { usePreferences } from '../shell/preferences.js';

use([BarChart, GridComponent, LegendComponent, TooltipComponent, AriaComponent, SVGRenderer]);

const kinds = ['pass', 'restrict', 'review', 'block'] as const;
const hourText = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

/** Outcomes per hour, stacked. Drawn as SVG so that it stays sharp and its words are words. */
export function OutcomeChart({ hours }: { readonly hours: OverviewBody['hours'] }) {
  const { t, i18n } = useTranslation();
  const { palette } = usePreferences();
  const box = useRef<HTMLDivElement>(null);
  const chart = useRef<EChartsType>(null);
  useEffect(() => {
    if (box.current === null) return undefined;
    const drawn = init(box.current, undefined, { renderer: 'svg' });
    chart.current = drawn;
    const resize = new ResizeObserver(() => drawn.resize());
    resize.observe(box.current);
    return () => {
      resize.disconnect();
      drawn.dispose();
    };
  }, []);
  useEffect(() => {
    const colours = {
      pass: palette.pass,
      restrict: palette.restrict,
      review: palette.link,
      block: palette.block,
    };
    chart.current?.setOption({
      aria: { enabled: true },
      animation: false,
      grid: { left: 8, right: 8, top: 36, bottom: 4, containLabel: true },
      legend: {
        left: 0,
        top: 0,
        itemWidth: 10,
        itemHeight: 10,
        icon: 'roundRect',
        textStyle: { color: palette.muted },
      },
      tooltip: {
        trigger: 'axis',
        axisPointer: { type: 'shadow' },
        backgroundColor: palette.surface,
        borderColor: palette.line,
        textStyle: { color: palette.text },
      },
      xAxis: {
        type: 'category',
        data: hours.map(({ hour }) => hourText.format(new Date(hour))),
        axisLine: { lineStyle: { color: palette.line } },
        axisTick: { show: false },
        axisLabel: { color: palette.muted },
      },
      yAxis: {
        type: 'value',
        minInterval: 1,
        splitLine: { lineStyle: { color: palette.line } },
        axisLabel: { color: palette.muted },
      },
      series: kinds.map((kind) => ({
        type: 'bar',
        stack: 'all',
        name: t(`outcome.${kind}`),
        barMaxWidth: 26,
        itemStyle: { color: colours[kind] },
        data: hours.map((row) => row[kind]),
      })),
    });
  }, [hours, palette, t, i18n.language]);
  return <div ref={box} className="outcome-chart" role="img" aria-label={t('overview.outcomes')} />;
}
