import type { ClockDefinition } from '#domain/clock/clock-definition.js';
import type { Status } from '#domain/complaint/status.js';
import type { Policy } from '#domain/policy/policy.js';
import type { Role } from '#domain/policy/role.js';
import { phrase, type Language } from '#web/language/language.js';
import { citationText } from '#web/wording/citation.wording.js';
import { formatDate, formatInstant } from '#web/wording/date.wording.js';
import { ROLE_WORDING } from '#web/wording/role.wording.js';
import { PUBLIC_STATUS } from '#web/wording/status.wording.js';
import { clockName } from '#web/wording/why.wording.js';
import { ACTION_WORDING } from './action.wording.js';

/**
 * The codes of a queued mail: clock, dueAt, citation, since, task, status, whichever apply, and asRole, the role for
 * which its recipient is told: perhaps one of several, or of somebody who is covered for.
 */
export type MailCodes = Readonly<Record<string, string | number>>;

/** Outcomes that are read with their reasons on the page of the case, not alone in a mail. */
const BARE_OUTCOMES: readonly Status[] = ['rejected', 'referred'];

const limitInHours = (id: string, { categories }: Policy): boolean =>
  categories
    .flatMap(({ clocks }): ClockDefinition[] => clocks)
    .some((clock) => clock.id === id && clock.limit.unit === 'hours');

/** The codes as words of the language, by the names that a pack's texts use; what is not known is left out. */
export function mailWords(
  codes: MailCodes,
  link: string,
  language: Language,
  policy: Policy,
): Record<string, string> {
  const given = (name: string): string | undefined =>
    codes[name] === undefined ? undefined : String(codes[name]);
  const clock = given('clock');
  const date = clock !== undefined && limitInHours(clock, policy) ? formatInstant : formatDate;
  const status = given('status');
  const words: Record<string, string | undefined> = {
    reference: given('reference'),
    link,
    clockName: clock && clockName(clock, language, policy),
    citation: codes['citation'] ? citationText(String(codes['citation']), language, policy) : undefined,
    dueAt: codes['dueAt'] && date(String(codes['dueAt']), language),
    since: codes['since'] && date(String(codes['since']), language),
    action: wordOf(ACTION_WORDING, given('task'), language),
    role: wordOf(ROLE_WORDING satisfies Record<Role, unknown>, given('asRole'), language),
    status: BARE_OUTCOMES.some((one) => one === status)
      ? undefined
      : wordOf(PUBLIC_STATUS satisfies Record<Status, unknown>, status, language),
  } as Record<string, string | undefined>;
  return Object.fromEntries(
    Object.entries(words).filter((entry): entry is [string, string] => Boolean(entry[1])),
  );
}

function wordOf(
  wording: Record<string, { th: string; en: string }>,
  code: string | undefined,
  language: Language,
): string | undefined {
  const text = code === undefined ? undefined : wording[code];
  return text && phrase(text, language);
}
