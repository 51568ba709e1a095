import { z } from 'zod';
import type { StaffProtectionCommandName } from '#domain/protection/acts.js';
import { CHECK_IN_ANSWERS, RISK_LEVELS } from '#domain/protection/protection-event.js';
import { day } from '#web/input/day.schema.js';
import { plainText } from '#web/input/plain-text.schema.js';
import { words } from '../../commands/words.schema.js';

const code = plainText(120);
const number = z.number().int().min(1).max(100_000);
const plea = { purpose: code, ground: code, reason: words, hours: z.number().int().min(1).max(1000) };

/** What each command takes over the API and, as a form, over the pages: words still as words. */
export const PROTECTION_BODIES = {
  'assess-risk': z.strictObject({
    factors: z.array(code).max(40).default([]),
    level: z.enum(RISK_LEVELS),
    assessment: words,
  }),
  'begin-measure': z.strictObject({
    kind: code,
    owner: code,
    until: day.nullable().default(null),
    note: words,
  }),
  'prove-measure': z.strictObject({ measure: number, proof: words }),
  'end-measure': z.strictObject({ measure: number, proof: words }),
  'write-to-person': z.strictObject({ message: words }),
  'record-contact': z.strictObject({ answer: z.enum(CHECK_IN_ANSWERS), note: words }),
  'judge-personnel-action': z.strictObject({ action: number, isJustified: z.boolean(), reason: words }),
  'ask-for-identity': z.strictObject(plea),
  'take-identity-in-emergency': z.strictObject(plea),
  'decide-access': z.strictObject({ access: number, approved: z.boolean(), reason: words.optional() }),
  'withdraw-request': z.strictObject({ access: number }),
  'end-access': z.strictObject({ access: number, reason: words }),
  'bar-telling': z.strictObject({ access: number, ground: words }),
  'allow-telling': z.strictObject({ access: number }),
  'review-emergency': z.strictObject({ access: number, wasJustified: z.boolean(), reason: words }),
} satisfies Record<StaffProtectionCommandName, z.ZodObject>;

export type ProtectionBody<N extends StaffProtectionCommandName = StaffProtectionCommandName> = z.infer<
  (typeof PROTECTION_BODIES)[N]
>;

export const PROTECTION_COMMANDS = Object.keys(PROTECTION_BODIES) as StaffProtectionCommandName[];

export const isProtectionCommand = (name: string): name is StaffProtectionCommandName =>
  Object.hasOwn(PROTECTION_BODIES, name);

/** The field of each command that holds words, hence is sealed. */
export const PROTECTION_WORDS = {
  'assess-risk': 'assessment',
  'begin-measure': 'note',
  'prove-measure': 'proof',
  'end-measure': 'proof',
  'write-to-person': 'message',
  'record-contact': 'note',
  'judge-personnel-action': 'reason',
  'ask-for-identity': 'reason',
  'take-identity-in-emergency': 'reason',
  'decide-access': 'reason',
  'withdraw-request': null,
  'end-access': 'reason',
  'bar-telling': 'ground',
  'allow-telling': null,
  'review-emergency': 'reason',
} as const satisfies Record<StaffProtectionCommandName, string | null>;

/** What a command is about where there may be several: the number of a measure, a request or a personnel action. */
export const PROTECTION_TARGET: Partial<Record<StaffProtectionCommandName, 'measure' | 'access' | 'action'>> =
  {
    'prove-measure': 'measure',
    'end-measure': 'measure',
    'judge-personnel-action': 'action',
    'decide-access': 'access',
    'withdraw-request': 'access',
    'end-access': 'access',
    'bar-telling': 'access',
    'allow-telling': 'access',
    'review-emergency': 'access',
  };

/** Those for which somebody shows once more to be there. */
const SENSITIVE: readonly string[] = [
  'decide-access',
  'take-identity-in-emergency',
  'bar-telling',
  'end-access',
];
export const isSensitiveCommand = (name: unknown): boolean =>
  typeof name === 'string' && SENSITIVE.includes(name);
