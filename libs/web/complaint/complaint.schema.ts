import { z } from 'zod';
import { arabicDigits } from '#domain/thai/digits.js';
import { addDays, dateOf, type Instant, type LocalDate } from '#domain/time/instant.js';
import type { FieldError } from '../errors/problem.js';
import { isNationalId } from '../input/national-id.js';
import { plainText } from '../input/plain-text.schema.js';

export const MOST_ACCUSED = 20;
const DETAILS_CHARACTERS = 20_000;

const isRealDate = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) &&
  text >= '1900-01-01' &&
  !Number.isNaN(Date.parse(text)) &&
  addDays(text, 0) === text;

/** A Gregorian day, `YYYY-MM-DD`, that exists. */
export const localDate = z
  .string()
  .max(10)
  .refine(isRealDate, { params: { code: 'not-a-date' } })
  .meta({ format: 'date' });

const nationalId = z
  .string()
  .overwrite((text) => arabicDigits(text).replace(/[\s-]/g, ''))
  .refine(isNationalId, { params: { code: 'national-id' } })
  .meta({ description: '13 digits, Arabic or Thai, with a valid check digit' });

export const identityMode = z.enum(['named', 'confidential', 'anonymous']);

export const whatHappened = z.strictObject({
  subject: plainText(300),
  details: plainText(DETAILS_CHARACTERS),
});

export const whenAndWhere = z.strictObject({
  occurredOn: localDate.optional(),
  place: plainText(500).optional(),
  unit: plainText(200).optional(),
});

export const accusedOfficial = z.strictObject({
  name: plainText(200).optional(),
  position: plainText(200).optional(),
  unit: plainText(200).optional(),
});

export const personalDetails = z.strictObject({
  name: plainText(200).optional(),
  nationalId: nationalId.optional(),
  email: plainText(254).pipe(z.email()).optional(),
  phone: plainText(50).optional(),
  address: plainText(1000).optional(),
});

/** What a person says there is, without giving a name (LAW.md, บัตรสนเท่ห์). */
export const anonymousBasis = z.strictObject({
  evidence: z.boolean(),
  circumstances: z.boolean(),
  witness: z.boolean(),
});

const identityFields = z.strictObject({ mode: identityMode, ...personalDetails.shape });

/** Whoever signs with a name gives one; whoever is anonymous gives none. */
function agreesWithMode(identity: z.output<typeof identityFields>, context: z.RefinementCtx): void {
  const refuse = (field: string, code: string): void =>
    context.addIssue({ code: 'custom', path: [field], params: { code }, input: identity });
  if (identity.mode === 'named' && identity.name === undefined) refuse('name', 'required');
  if (identity.mode !== 'anonymous') return;
  for (const field of ['name', 'nationalId'] as const)
    if (identity[field] !== undefined) refuse(field, 'not-allowed');
}

export const complaintSchema = z
  .strictObject({
    category: plainText(100),
    ...whatHappened.shape,
    ...whenAndWhere.shape,
    accused: z
      .array(accusedOfficial.extend({ staffId: plainText(100).optional() }))
      .max(MOST_ACCUSED)
      .optional(),
    identity: identityFields.superRefine(agreesWithMode),
    anonymousBasis: anonymousBasis.optional(),
    language: z.enum(['th', 'en']).optional(),
  })
  .meta({ id: 'Complaint' });

/** An agency's mailbox is never used for somebody who is confidential or anonymous: colleagues may read it. */
export const mailboxErrors = (
  { mode, email }: { mode: string; email?: string },
  isAgencyMailbox: (address: string) => boolean,
): FieldError[] =>
  mode !== 'named' && email !== undefined && isAgencyMailbox(email)
    ? [{ field: 'email', code: 'agency-mailbox' }]
    : [];

/** What the shape alone cannot tell: that the category exists, the day has come and the mailbox is one's own. */
export function contextErrors(
  complaint: {
    category: string;
    occurredOn?: LocalDate;
    identity: { mode: string; email?: string };
  },
  context: {
    now: Instant;
    categories: readonly { id: string }[];
    isAgencyMailbox: (address: string) => boolean;
  },
): FieldError[] {
  const { category, occurredOn, identity } = complaint;
  const { now, categories, isAgencyMailbox } = context;
  return [
    ...(categories.some(({ id }) => id === category)
      ? []
      : [{ field: 'category', code: 'not-allowed' } satisfies FieldError]),
    ...(occurredOn !== undefined && occurredOn > dateOf(now)
      ? [{ field: 'occurredOn', code: 'in-the-future' } satisfies FieldError]
      : []),
    ...mailboxErrors(identity, isAgencyMailbox).map((error) => ({ ...error, field: 'identity.email' })),
  ];
}
