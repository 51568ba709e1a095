import type { Policy } from '#domain/policy/policy.js';
import type { ComplaintInput, WaitingFile } from '#filing/complaint-input.js';
import { BASES } from '#web/complaint/basis.form.js';
import type { Language } from '#web/language/language.js';
import type { Translate } from '#web/language/translations.js';
import { formatDate } from '#web/wording/date.wording.js';
import type { StepId } from './draft.js';
import { detailsOf } from './steps/details.step.js';

/** A row of the summary with the question that its change link leads to. */
export interface AnswerRow {
  label: string;
  text: string;
  step: StepId;
}

/** Every answer of the complaint, in the order of the questions; what was left out says so. */
export function answerRows(
  complaint: ComplaintInput,
  files: readonly WaitingFile[],
  { units, categories }: Pick<Policy, 'units' | 'categories'>,
  t: Translate,
  language: Language,
): AnswerRow[] {
  const row = (step: StepId, field: string, text: string | undefined): AnswerRow => ({
    step,
    label: t(`field.${field}`),
    text: text ?? t('check.nothing'),
  });
  const unitName = (id: string | undefined): string | undefined =>
    units.find((unit) => unit.id === id)?.name[language] ?? id;
  const { identity, anonymousBasis, accused = [] } = complaint;
  const officials = accused
    .map(({ name, position, unit }) => [name, position, unitName(unit)].filter(Boolean).join(', '))
    .join('\n');

  const rows = [
    row('category', 'category', categories.find(({ id }) => id === complaint.category)?.name[language]),
    row('what', 'subject', complaint.subject),
    row('what', 'details', complaint.details),
    row('where', 'occurredOn', complaint.occurredOn && formatDate(complaint.occurredOn, language)),
    row('where', 'place', complaint.place),
    row('where', 'unit', unitName(complaint.unit)),
    row('accused', 'accused', officials || undefined),
    row('evidence', 'files', files.map(({ name }) => name).join('\n') || undefined),
    row('identity', 'mode', t(`identity.${identity.mode}.label`)),
  ];
  if (identity.mode === 'anonymous') {
    const given = BASES.filter((basis) => anonymousBasis?.[basis]).map((basis) => t(`complaint.${basis}`));
    return [...rows, row('basis', 'basis', given.join('\n') || undefined)];
  }
  const personal = detailsOf(identity.mode).map((field) => row('details', field, identity[field]));
  return [...rows, ...personal];
}
