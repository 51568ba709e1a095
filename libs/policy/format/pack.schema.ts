import { z } from 'zod';
import type { Span } from '#domain/clock/span.js';
import { isInDays } from '#domain/clock/day-count.js';
import { ROLES } from '#domain/policy/role.js';
import { STATUSES } from '#domain/complaint/status.js';
import { RETENTION_OUTCOMES, type RetentionOutcome } from '#domain/retention/retention-policy.js';
import { EVENT_TYPES } from './event-types.js';
import { DATA_REQUEST_MAIL_TEMPLATES, MAIL_TEMPLATES } from '../mail-templates.js';

const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const;

const text = z.string().trim().min(1);
const bilingual = z.strictObject({ th: text, en: text });
const id = z.string().regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'is not an id such as "fact-finding"');
const role = z.enum(ROLES);
const events = z.array(z.enum(EVENT_TYPES)).min(1);
const date = z.iso.date('is not a date YYYY-MM-DD');

/** `7 calendar-days` */
const span = z
  .string()
  .regex(
    /^\d{1,4} (calendar-days|working-days|hours|months)$/,
    'is not a length of time such as "7 calendar-days"',
  )
  .transform((written): Span => {
    const [amount, unit] = written.split(' ') as [string, Span['unit']];
    return { amount: Number(amount), unit };
  });

/** `08:30`, as minutes since midnight. */
const timeOfDay = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'is not a time of day such as "08:30"')
  .transform((written) => Number(written.slice(0, 2)) * 60 + Number(written.slice(3)));

const clock = z.strictObject({
  id,
  name: bilingual,
  startsOn: events,
  countsFromDueOf: id.optional(),
  stopsOn: events,
  limit: span.refine(({ amount }) => amount > 0, 'must be longer than nothing'),
  bindsOn: z.enum(['official', 'private-person']),
  pauses: z.strictObject({ on: events, resumesOn: events, citation: id.optional() }).optional(),
  extension: z
    .strictObject({ decidedBy: role, atMost: span, times: z.int().min(1), citation: id.optional() })
    .optional(),
  reminders: z.array(z.strictObject({ before: span })).default([]),
  /** Name of a ladder of the pack. */
  ladder: id.optional(),
  onExpiry: z.enum(['finalise', 'go-on']).optional(),
  citation: id,
});

const daySpan = span.refine(isInDays, 'is not a number of days or months');
const listed = z.strictObject({ id, name: bilingual });

/** Clause 5.1: how whoever complains is protected. Measures are coded P1–P7. */
const protection = z.strictObject({
  clocks: z.array(
    clock.pick({ id: true, name: true, limit: true, reminders: true, ladder: true, citation: true }).strict(),
  ),
  checkIns: z.array(daySpan).min(1),
  askAgainAfter: daySpan,
  giveUpAfter: daySpan,
  access: z.strictObject({
    purposes: z.array(listed).min(1),
    grounds: z.array(listed).min(1),
    mostHours: z.int().min(1).max(720),
    emergencyHours: z.int().min(1).max(72),
  }),
  measures: z.array(z.strictObject({ id: z.string().regex(/^P\d$/), name: bilingual, citation: id })).min(1),
  riskFactors: z
    .array(z.strictObject({ id, name: bilingual, asks: z.enum(['everybody', 'staff', 'confidential']) }))
    .min(1),
  detriments: z.array(listed).min(1),
});

const retention = z.strictObject({
  keep: z.strictObject(
    Object.fromEntries(RETENTION_OUTCOMES.map((outcome) => [outcome, daySpan])) as Record<
      RetentionOutcome,
      typeof daySpan
    >,
  ),
  sealEarly: z
    .strictObject({ outcomes: z.array(z.enum(RETENTION_OUTCOMES)).min(1), after: daySpan })
    .optional(),
  noticeBefore: daySpan,
  lookAgainAfter: daySpan.refine(({ amount }) => amount > 0, 'must be longer than nothing'),
  holdGrounds: z.array(listed).min(1),
  citation: id,
});

const subjectNotice = z.strictObject({
  id,
  name: bilingual,
  step: id,
  statuses: z.array(z.enum(STATUSES)).min(1),
  letter: bilingual,
  owedBefore: z.enum(['discipline', 'closing']).optional(),
  citation: id,
});
/** PDPA s. 30: how whoever asks for the own data is answered. */
const dataRequests = clock
  .pick({ name: true, limit: true, reminders: true, ladder: true, citation: true })
  .extend({ neutralSentence: bilingual })
  .strict();

/** A policy pack as it is written in YAML; `toPolicy` makes the domain's `Policy` of it. */
const mailText = z.strictObject({ subject: bilingual, body: bilingual });

export const packSchema = z.strictObject({
  id,
  effectiveFrom: date,
  agency: z.strictObject({
    name: bilingual,
    province: bilingual,
    website: z.url('is not a web address'),
    neutralSite: z.url('is not a web address').optional(),
    phone: text,
    referencePrefix: z.string().regex(/^[A-Z]{3}$/, 'is not three capital letters'),
  }),
  officeHours: z
    .strictObject({ opens: timeOfDay, closes: timeOfDay })
    .refine(({ opens, closes }) => opens < closes, 'must open before it closes'),
  workingWeekdays: z.array(z.enum(WEEKDAYS).transform((name) => WEEKDAYS.indexOf(name))).min(1),
  units: z.array(z.strictObject({ id, name: bilingual, parent: id.optional() })).min(1),
  centralDeskUnit: id,
  outsideBody: bilingual,
  citations: z.record(
    id,
    z.strictObject({
      kind: z.enum(['law', 'agency-policy', 'best-practice']),
      text: bilingual,
      verified: z.enum(['V', 'V2', 'GK']),
    }),
  ),
  ladders: z.record(
    id,
    z.array(z.strictObject({ after: span, to: role, informs: z.array(role).optional() })).min(1),
  ),
  clocks: z.array(clock).min(1),
  categories: z
    .array(
      z.strictObject({
        id,
        name: bilingual,
        hint: bilingual,
        isIntegrity: z.boolean(),
        decidedBy: z.enum(['head-of-unit', 'head-of-agency']),
        clocks: z.array(id).min(1),
      }),
    )
    .min(1),
  steps: z
    .array(
      z.strictObject({
        id,
        name: bilingual,
        description: bilingual,
        responsible: role,
        statuses: z.array(z.enum(STATUSES)).min(1),
      }),
    )
    .min(1),
  rejectionReasons: z.array(z.strictObject({ id, name: bilingual, allowedForIntegrity: z.boolean() })).min(1),
  referralBodies: z.array(listed).min(1),
  subjectNotices: z.array(subjectNotice).default([]),
  protection,
  retention,
  dataRequests: dataRequests.optional(),
  conversation: z.strictObject({ showOfficersBy: z.enum(['role', 'name']) }).optional(),
  holidays: z.array(z.strictObject({ date, name: bilingual })),
  mail: z.strictObject({
    ...Object.fromEntries(MAIL_TEMPLATES.map((template) => [template, mailText])),
    ...Object.fromEntries(
      DATA_REQUEST_MAIL_TEMPLATES.map((template) => [template, mailText.exactOptional()]),
    ),
  }),
});

export type Pack = z.output<typeof packSchema>;
