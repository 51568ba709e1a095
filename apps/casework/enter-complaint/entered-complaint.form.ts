import { z } from 'zod';
import type { OfficeHours } from '#domain/clock/calendar.js';
import {
  addMonths,
  atMinute,
  dateOf,
  earlier,
  epochMs,
  instantOf,
  type Instant,
} from '#domain/time/instant.js';
import type { FilingRequest } from '#filing/complaint-input.js';
import { basisOf } from '#web/complaint/basis.form.js';
import { complaintSchema, contextErrors, localDate } from '#web/complaint/complaint.schema.js';
import { officialErrors, officialsOf } from '#web/complaint/officials.form.js';
import { filled } from '#web/complaint/posted-form.js';
import { dateTyped, digits } from '#web/complaint/typed-date.form.js';
import type { FieldError } from '#web/errors/problem.js';
import { plainText } from '#web/input/plain-text.schema.js';
import { fieldErrors } from '#web/input/validated.js';
import type { EnteredValues } from './entered-values.form.js';

export const CHANNELS = ['letter', 'telephone', 'walk-in', 'e-mail'] as const;

const OLDEST_MONTHS = 120;
const MINUTE_MS = 60_000;

/** `HH.MM` or `HH:MM`, as minutes since midnight. */
const timeOfDay = z
  .string()
  .regex(/^([01]?\d|2[0-3])[.:][0-5]\d$/)
  .transform((text) => {
    const [hours = 0, minutes = 0] = text.split(/[.:]/).map(Number);
    return hours * 60 + minutes;
  });

const receiptSchema = z.strictObject({
  channel: z.enum(CHANNELS),
  receivedOn: localDate,
  time: timeOfDay.optional(),
  letterNumber: plainText(100).optional(),
});
type Receipt = z.output<typeof receiptSchema>;

/** What the desk typed, being without error. */
export interface EnteredComplaint {
  receipt: Receipt & { receivedAt: Instant };
  complaint: FilingRequest['complaint'];
}

interface Now {
  now: Instant;
  categories: readonly { id: string }[];
  officeHours: OfficeHours;
  isAgencyMailbox: (address: string) => boolean;
}

/** Without a time: the opening of that day, or now when the office has not opened yet. */
const receivedAt = ({ receivedOn, time }: Receipt, { now, officeHours }: Now): Instant =>
  time === undefined
    ? earlier(
        atMinute(receivedOn, officeHours.opensAtMinute),
        instantOf(Math.floor(epochMs(now) / MINUTE_MS) * MINUTE_MS),
      )
    : atMinute(receivedOn, time);

/** What the shape of the receipt cannot tell. */
function receiptErrors(receipt: Receipt, context: Now): FieldError[] {
  const { channel, receivedOn, time } = receipt;
  const today = dateOf(context.now);
  const oldest = addMonths(today, -OLDEST_MONTHS);
  if (receivedOn > today) return [{ field: 'receivedOn', code: 'in-the-future' }];
  if (receivedOn < oldest)
    return [{ field: 'receivedOn', code: 'date-out-of-range', params: { from: oldest, to: today } }];
  // The hour decides on which day an e-mail counts as received (e-government act 2565 ม.10).
  if (channel === 'e-mail' && time === undefined) return [{ field: 'time', code: 'required' }];
  return receivedAt(receipt, context) > context.now ? [{ field: 'time', code: 'in-the-future' }] : [];
}

/** `identity.name` of the schema is `name` on the page. */
const onPage = (error: FieldError): FieldError => ({
  ...error,
  field: error.field.replace(/^identity\./, ''),
});

/** The complaint and its receipt, or what is wrong with them, by field of the page. */
export function entered(values: EnteredValues, context: Now): EnteredComplaint | FieldError[] {
  const { accused, basis, mode, name, nationalId, email, phone, address } = values;
  const { channel, category, subject, details, place, unit, language } = values;
  const receipt = receiptSchema.safeParse({
    channel,
    receivedOn: dateTyped(values.received),
    ...filled({ time: digits(values.time), letterNumber: values.letterNumber }),
  });
  const complaint = complaintSchema.safeParse({
    category,
    subject,
    details,
    occurredOn: dateTyped(values.occurred),
    ...filled({ place, unit }),
    identity: { mode, ...filled({ name, nationalId, email, phone, address }) },
    ...(mode === 'anonymous' && { anonymousBasis: basisOf(basis) }),
    language,
  });
  const errors = [
    ...(receipt.success ? receiptErrors(receipt.data, context) : fieldErrors(receipt.error)),
    ...(complaint.success ? contextErrors(complaint.data, context) : fieldErrors(complaint.error)).map(
      onPage,
    ),
    ...officialErrors(accused),
  ];
  if (!receipt.success || !complaint.success || errors.length > 0) return errors;
  return {
    receipt: { ...receipt.data, receivedAt: receivedAt(receipt.data, context) },
    complaint: { ...complaint.data, accused: officialsOf(accused) },
  };
}

/** `commandId`: sending the same page twice files once. */
export const filingRequestOf = (
  { receipt: { channel, receivedAt: at, letterNumber }, complaint }: EnteredComplaint,
  { staff, commandId }: { staff: string; commandId: string },
): FilingRequest => ({
  channel,
  idempotencyKey: `desk-${staff}-${commandId}`,
  desk: { staff, receivedAt: at, ...(letterNumber !== undefined && { letterNumber }) },
  complaint,
});
