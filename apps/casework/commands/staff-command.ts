import { z } from 'zod';
import type { CommandName } from '#domain/complaint/command.js';
import { plainText } from '#web/input/plain-text.schema.js';
import { words } from './words.schema.js';

const code = plainText(120);
const span = z.strictObject({
  amount: z.number().int().min(1).max(365),
  unit: z.enum(['calendar-days', 'working-days', 'hours', 'months']),
});

export const GROUNDS = [
  'is-accuser-or-spouse',
  'relative',
  'resentment',
  'interest-in-matter',
  'eyewitness',
  'other-serious-cause',
] as const;
export const FINDINGS = ['substantiated', 'partly-substantiated', 'unsubstantiated', 'inconclusive'] as const;
export const DECISIONS = ['disciplinary', 'corrective', 'no-ground', 'return-for-more'] as const;

/** Whoever is accused and not of the staff. */
export const NOT_STAFF = 'not-of-the-staff';

/** What each staff command takes over the API and, as a form, over the pages: words still as words. */
export const COMMAND_BODIES = {
  accept: z.strictObject({ unit: code, category: code.optional(), note: words.optional() }),
  reject: z.strictObject({ reason: code, explanation: words }),
  'approve-rejection': z.strictObject({ approved: z.boolean(), explanation: words.optional() }),
  refer: z.strictObject({ body: code, explanation: words }),
  'record-referral-answer': z.strictObject({ answer: words }),
  'request-information': z.strictObject({ question: words }),
  'decide-match': z.strictObject({ person: code, isSamePerson: z.boolean() }),
  assign: z.strictObject({ officer: code, reason: words.optional() }),
  reassign: z.strictObject({ officer: code, reason: words }),
  'add-accused': z.strictObject({
    persons: z.array(code).max(20).default([]),
    units: z.array(code).max(20).default([]),
    subject: words,
  }),
  'declare-conflict': z.strictObject({
    ground: z.enum(GROUNDS),
    explanation: words.optional(),
  }),
  'record-conflict': z.strictObject({ person: code, ground: z.enum(GROUNDS), explanation: words }),
  'lift-exclusion': z.strictObject({ person: code, explanation: words }),
  'record-finding': z.strictObject({
    finding: z.enum(FINDINGS),
    text: words,
  }),
  'request-extension': z.strictObject({ clock: code, span, reason: words }),
  'decide-extension': z.strictObject({ granted: z.boolean(), span: span.optional(), reason: words }),
  'submit-report': z.strictObject({ report: words }),
  decide: z.strictObject({
    decision: z.enum(DECISIONS),
    text: words,
  }),
  'hand-to-discipline': z.strictObject({ note: words }),
  'hand-to-outside-body': z.strictObject({
    packageHash: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .optional(),
    carrier: words,
    receiver: words,
  }),
  'notify-outcome': z.strictObject({ outcome: words }),
  'tell-subject': z.strictObject({ person: code, notice: code, words }),
  close: z.strictObject({ disciplineOutcome: words.optional() }),
  reopen: z.strictObject({ reason: words }),
  link: z.strictObject({ leader: code }),
  unlink: z.strictObject({}),
  'send-message': z.strictObject({ message: words }),
  'name-witness': z.strictObject({ witness: words }),
  'mark-message-read': z.strictObject({}),
  'add-note': z.strictObject({ note: words }),
} satisfies Partial<Record<CommandName, z.ZodObject>>;

export type StaffCommandName = keyof typeof COMMAND_BODIES;
export type StaffCommandBody<N extends StaffCommandName = StaffCommandName> = z.infer<
  (typeof COMMAND_BODIES)[N]
>;

export const STAFF_COMMANDS = Object.keys(COMMAND_BODIES) as StaffCommandName[];

export const isStaffCommand = (name: string): name is StaffCommandName => name in COMMAND_BODIES;

/** The fields of each command that hold words, hence are sealed. */
export const WORD_FIELDS = {
  accept: ['note'],
  reject: ['explanation'],
  'approve-rejection': ['explanation'],
  refer: ['explanation'],
  'record-referral-answer': ['answer'],
  'request-information': ['question'],
  'decide-match': [],
  assign: ['reason'],
  reassign: ['reason'],
  'add-accused': ['subject'],
  'declare-conflict': ['explanation'],
  'record-conflict': ['explanation'],
  'lift-exclusion': ['explanation'],
  'record-finding': ['text'],
  'request-extension': ['reason'],
  'decide-extension': ['reason'],
  'submit-report': ['report'],
  decide: ['text'],
  'hand-to-discipline': ['note'],
  'hand-to-outside-body': ['carrier', 'receiver'],
  'notify-outcome': ['outcome'],
  'tell-subject': ['words'],
  close: ['disciplineOutcome'],
  reopen: ['reason'],
  link: [],
  unlink: [],
  'send-message': ['message'],
  'name-witness': ['witness'],
  'mark-message-read': [],
  'add-note': ['note'],
} as const satisfies Record<StaffCommandName, readonly string[]>;

/** Every command may say which version its giver saw; refused when somebody acted since. */
export const seenVersionField = { seenVersion: z.number().int().min(1).optional() };
