import { mayRead } from '#domain/access/may-read.js';
import type { StaffProtectionCommandName } from '#domain/protection/acts.js';
import { CHECK_IN_ANSWERS, RISK_LEVELS } from '#domain/protection/protection-event.js';
import type { Bilingual, Policy } from '#domain/policy/policy.js';
import type { Directory } from '#domain/routing/directory.js';
import { viewerOf } from '#domain/routing/person.js';
import type { Instant } from '#domain/time/instant.js';
import type { SeenProtection } from '#persistence/protection-reader.js';
import type { Language } from '#web/language/language.js';
import type { Translate } from '#web/language/translations.js';
import type { Choice, Field } from '../../commands/field.js';
import type { Names } from '../../staff-access/names.js';
import { ALLOW_WORDING, CHOICE_WORDING } from '../../wording/command-wording.js';
import { ANSWER_WORDING, PROTECTION_FIELD_WORDING, RISK_WORDING } from '../../wording/protection.wording.js';
import { PROTECTION_BODIES, PROTECTION_TARGET, PROTECTION_WORDS } from './protection-command.js';

/** What the questions are drawn from. */
export interface ProtectionFormContext {
  seen: SeenProtection;
  policy: Policy;
  directory: Directory;
  names: Names;
  at: Instant;
  language: Language;
  t: Translate;
}

type Choices = (context: ProtectionFormContext) => Choice[];

const listed =
  (list: (context: ProtectionFormContext) => readonly { id: string; name: Bilingual }[]): Choices =>
  (context) =>
    list(context).map(({ id, name }) => ({ value: id, text: name[context.language] }));

const worded =
  (values: readonly string[], words: Record<string, Bilingual>): Choices =>
  ({ language }) =>
    values.map((value) => ({ value, text: words[value]?.[language] ?? value }));

const YES_NO = worded(['true', 'false'], CHOICE_WORDING);
const ALLOW = worded(['true', 'false'], ALLOW_WORDING);

/** Those whom the case exists for: nobody else would come to see the measure. */
const owners: Choices = ({ directory, seen, names, at }) =>
  directory.people
    .filter(({ id }) => {
      const viewer = viewerOf(directory, id, at);
      return viewer !== null && mayRead(viewer, seen.complaint);
    })
    .map(({ id }) => ({ value: id, text: names.person(id) }));

const CHOICES: Partial<Record<string, Choices>> = {
  // ISO 37002: more is asked where the person works for the agency, or is known to nobody yet.
  factors: listed(({ policy, seen: { state } }) =>
    policy.protection.riskFactors.filter(
      ({ asks }) =>
        asks === 'everybody' || (asks === 'staff' ? state.isStaff : state.identityMode !== 'named'),
    ),
  ),
  level: worded(RISK_LEVELS, RISK_WORDING),
  kind: listed(({ policy }) => policy.protection.measures),
  owner: owners,
  answer: worded(CHECK_IN_ANSWERS, ANSWER_WORDING),
  purpose: listed(({ policy }) => policy.protection.access.purposes),
  'ask-for-identity.ground': listed(({ policy }) => policy.protection.access.grounds),
  'take-identity-in-emergency.ground': listed(({ policy }) => policy.protection.access.grounds),
  isJustified: YES_NO,
  approved: ALLOW,
  wasJustified: YES_NO,
};

const KINDS: Partial<Record<string, Field['kind']>> = {
  factors: 'checkboxes',
  owner: 'select',
  until: 'day',
  hours: 'line',
};

function hintOf(
  command: StaffProtectionCommandName,
  name: string,
  { policy, t }: ProtectionFormContext,
): string {
  const { mostHours, emergencyHours } = policy.protection.access;
  if (name === 'hours')
    return t('protection.atMostHours', {
      count: command === 'ask-for-identity' ? mostHours : emergencyHours,
    });
  return name === 'message' ? t('protection.messageHint') : '';
}

/** The questions of an action in order; what it is about is not asked. */
export function protectionFields(
  command: StaffProtectionCommandName,
  context: ProtectionFormContext,
): Field[] {
  const shape = PROTECTION_BODIES[command].shape as Record<
    string,
    { safeParse(value: unknown): { success: boolean } }
  >;
  return Object.entries(shape)
    .filter(([name]) => name !== PROTECTION_TARGET[command])
    .map(([name, schema]) => {
      const choices = (CHOICES[`${command}.${name}`] ?? CHOICES[name])?.(context) ?? [];
      const kind = name === PROTECTION_WORDS[command] ? 'words' : (KINDS[name] ?? 'radios');
      const label = PROTECTION_FIELD_WORDING[`${command}.${name}`] ?? PROTECTION_FIELD_WORDING[name];
      return {
        name,
        kind,
        label: label?.[context.language] ?? name,
        hint: hintOf(command, name, context),
        isOptional: schema.safeParse(undefined).success,
        choices,
      };
    });
}
