import { z } from 'zod';
import { atMinute, dateOf, earlier, type Instant } from '#domain/time/instant.js';
import type { FilingRequest } from '#filing/complaint-input.js';
import { plainText } from '#web/input/plain-text.schema.js';

const BUDDHIST_ERA = 543;
const optional = (maximum: number) =>
  z
    .union([z.literal(''), plainText(maximum)])
    .optional()
    .transform((text) => text || undefined);

export const CHANNELS = ['letter', 'telephone', 'walk-in', 'e-mail'] as const;
export const IDENTITY_MODES = ['named', 'confidential', 'anonymous'] as const;

/** A complaint as the desk types it in. The date of receipt is given in the Buddhist era. */
export const enteredComplaintSchema = z
  .object({
    channel: z.enum(CHANNELS),
    day: z.coerce.number().int().min(1).max(31),
    month: z.coerce.number().int().min(1).max(12),
    year: z.coerce.number().int().min(2500).max(2700),
    letterNumber: optional(100),
    category: z.string().min(1).max(60),
    subject: plainText(200),
    details: plainText(20_000),
    place: optional(300),
    accusedName: optional(200),
    accusedPosition: optional(200),
    accusedUnit: optional(200),
    identityMode: z.enum(IDENTITY_MODES),
    name: optional(200),
    phone: optional(40),
    email: z
      .union([z.literal(''), z.email().max(200)])
      .optional()
      .transform((text) => text || undefined),
    address: optional(500),
    commandId: z.string().regex(/^[\w-]{20,128}$/),
  })
  .transform((form, context) => {
    const { day, month, year, ...rest } = form;
    const pad = (value: number, width: number): string => String(value).padStart(width, '0');
    const receivedOn = `${pad(year - BUDDHIST_ERA, 4)}-${pad(month, 2)}-${pad(day, 2)}`;
    if (!z.iso.date().safeParse(receivedOn).success)
      context.addIssue({ code: 'custom', path: ['receivedOn'], params: { code: 'not-a-date' } });
    return { ...rest, receivedOn };
  });
export type EnteredComplaint = z.output<typeof enteredComplaintSchema>;

/** What came on an earlier day counts from that day's opening; what came today, from now at the latest. */
export const receivedAt = (receivedOn: string, opensAtMinute: number, now: Instant): Instant =>
  earlier(atMinute(receivedOn, opensAtMinute), now);

export const isInFuture = (receivedOn: string, now: Instant): boolean => receivedOn > dateOf(now);

export function filingRequestOf(entered: EnteredComplaint, staff: string, at: Instant): FilingRequest {
  const { channel, category, subject, details, place, identityMode: mode, letterNumber } = entered;
  const { accusedName, accusedPosition, accusedUnit, name, phone, email, address } = entered;
  const accused = { name: accusedName, position: accusedPosition, unit: accusedUnit };
  const isNamed = Object.values(accused).some((value) => value !== undefined);
  return {
    channel,
    idempotencyKey: `desk-${staff}-${entered.commandId}`,
    desk: { staff, receivedAt: at, ...(letterNumber !== undefined && { letterNumber }) },
    complaint: {
      category,
      subject,
      details,
      ...(place !== undefined && { place }),
      accused: isNamed ? [accused] : [],
      identity: mode === 'anonymous' ? { mode, email } : { mode, name, phone, email, address },
    },
  };
}
