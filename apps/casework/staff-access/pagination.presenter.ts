import type { Translate } from '#web/language/translations.js';

const LONGEST_NUMBER = 6;

interface PageOfList {
  page: number;
  total: number;
  size: number;
}

/** What the design system's pagination takes. */
interface Pagination {
  landmarkLabel: string;
  previous: { href: string; text: string } | undefined;
  next: { href: string; text: string } | undefined;
  items: (
    { number: number; href: string; current: boolean; visuallyHiddenText: string } | { ellipsis: true }
  )[];
}

/** The page of a long list that a query asks for: a number from 1, the nearest that there is. */
export function pageAsked(page: unknown, total: number, size: number): number {
  const text = typeof page === 'number' || typeof page === 'string' ? String(page) : '';
  const asked = text.length <= LONGEST_NUMBER ? Math.floor(Number(text)) : 1;
  const last = Math.max(1, Math.ceil(total / size));
  return Number.isNaN(asked) ? 1 : Math.min(last, Math.max(1, asked));
}

export const nextPageOf = ({ page, total, size }: PageOfList): number | null =>
  page * size < total ? page + 1 : null;

/** Leads to the other pages of the list under `path`, whose query is kept; null when one page holds all. */
export function paginationOf(
  { page, total, size }: PageOfList,
  path: string,
  query: Record<string, string>,
  t: Translate,
): Pagination | null {
  const last = Math.ceil(total / size);
  if (last <= 1) return null;
  const href = (number: number): string =>
    `${path}?${new URLSearchParams({ ...query, page: String(number) }).toString()}`;
  const near = [1, page - 1, page, page + 1, last].filter((number) => number >= 1 && number <= last);
  const numbers = [...new Set(near)].sort((a, b) => a - b);
  return {
    landmarkLabel: t('pages.label'),
    previous: page > 1 ? { href: href(page - 1), text: t('pages.previous') } : undefined,
    next: page < last ? { href: href(page + 1), text: t('pages.next') } : undefined,
    items: numbers.flatMap((number, index) => [
      ...(index > 0 && number > (numbers[index - 1] ?? 0) + 1 ? [{ ellipsis: true } as const] : []),
      {
        number,
        href: href(number),
        current: number === page,
        visuallyHiddenText: t('pages.page', { number }),
      },
    ]),
  };
}
