import { CHANNEL_WORDING } from '#web/wording/channel.wording.js';
import type { Cell } from '#domain/statistics/suppression.js';
import type { Policy } from '#domain/policy/policy.js';
import { NO_UNIT } from '#domain/statistics/breakdowns.js';
import type { Statistics } from '#domain/statistics/statistics.js';
import type { Bilingual } from '#domain/policy/policy.js';
import { type Language } from '#web/language/language.js';
import { clockName } from '#web/wording/why.wording.js';

interface Row {
  name: string;
  /** Null: suppressed. */
  count: number | null;
}

export interface ShownStatistics {
  statistics: Statistics;
  tables: { id: 'category' | 'unit' | 'channel'; rows: Row[] }[] | null;
  onTime: { name: string; percent: number | null }[] | null;
}

const NOT_YET_HANDED: Bilingual = { th: 'ยังไม่ได้ส่งหน่วยงาน', en: 'Not handed to a unit' };

/** Names for the keys of the breakdowns, which only closed periods have. */
export function shownStatistics(statistics: Statistics, language: Language, policy: Policy): ShownStatistics {
  const { breakdowns } = statistics;
  const rows = (cells: readonly Cell[], named: readonly { id: string; name: Bilingual }[]): Row[] =>
    cells.map(({ key, count }) => ({
      name: named.find(({ id }) => id === key)?.name[language] ?? key,
      count,
    }));
  const channels = Object.entries(CHANNEL_WORDING).map(([id, name]) => ({ id, name }));
  const units = [...policy.units, { id: NO_UNIT, name: NOT_YET_HANDED }];
  return {
    statistics,
    tables: breakdowns && [
      { id: 'category', rows: rows(breakdowns.byCategory, policy.categories) },
      { id: 'unit', rows: rows(breakdowns.byUnit, units) },
      { id: 'channel', rows: rows(breakdowns.byChannel, channels) },
    ],
    onTime:
      breakdowns &&
      breakdowns.onTime.map(({ clock, onTimePercent }) => ({
        name: clockName(clock, language, policy),
        percent: onTimePercent,
      })),
  };
}
