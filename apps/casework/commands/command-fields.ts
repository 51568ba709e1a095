import type { ComplaintState } from '#domain/complaint/complaint-state.js';
import type { Exclusion } from '#domain/complaint/exclusion.js';
import { liftable } from '#domain/complaint/exclusions.js';
import { noticesNow, subjectsOf } from '#domain/complaint/subjects.js';
import type { Policy } from '#domain/policy/policy.js';
import type { Directory } from '#domain/routing/directory.js';
import { availableUnits, eligibleOfficers } from '#domain/routing/routing.js';
import type { Instant } from '#domain/time/instant.js';
import type { Language } from '#web/language/language.js';
import type { Translate } from '#web/language/translations.js';
import { formatInstant } from '#web/wording/date.wording.js';
import { formatSpan } from '#web/wording/span.wording.js';
import type { MadePackage } from '../hand-over/made-packages.js';
import { actorName, type Names } from '../staff-access/names.js';
import { ALLOW_WORDING, CHOICE_WORDING, FIELD_WORDING } from '../wording/command-wording.js';
import { categoryName } from '../wording/case-choices.js';
import type { Choice, Field } from './field.js';
import { extendableClocks } from './possible-actions.js';
import {
  COMMAND_BODIES,
  DECISIONS,
  FINDINGS,
  GROUNDS,
  NOT_STAFF,
  type StaffCommandName,
  WORD_FIELDS,
} from './staff-command.js';

/** What the questions are drawn from: the case as the person sees it, the policy and the agency now. */
export interface FormContext {
  state: ComplaintState;
  policy: Policy;
  directory: Directory;
  names: Names;
  at: Instant;
  /** The sealed packages of the case, where one of them may be handed over. */
  packages: readonly MadePackage[];
  language: Language;
  t: Translate;
}

type Choices = (context: FormContext) => Choice[];

const named =
  (list: (policy: Policy) => { id: string; name: { th: string; en: string } }[]): Choices =>
  ({ policy, language }) =>
    list(policy).map(({ id, name }) => ({ value: id, text: name[language] }));

const worded =
  (...values: string[]): Choices =>
  ({ language }) =>
    values.map((value) => ({ value, text: CHOICE_WORDING[value]?.[language] ?? value }));

const officers: Choices = ({ state, directory, at, names, t }) =>
  eligibleOfficers(state, directory, at).map(({ id, openCases }) => ({
    value: id,
    text: names.person(id),
    hint: { text: t('command.openCases', { count: openCases }) },
  }));

const extendable: Choices = ({ state, policy, language, t }) =>
  extendableClocks(state, policy).map(({ id, name, extension }) => ({
    value: id,
    text: name[language],
    hint: { text: t('command.atMost', { span: formatSpan(extension.atMost, language) }) },
  }));

const keptOut =
  (some: (state: ComplaintState) => Pick<Exclusion, 'token'>[]): Choices =>
  ({ state, directory, names }) =>
    some(state).map(({ token }) => {
      const person = directory.people.find((one) => one.token === token);
      const unit = directory.units.find((one) => one.token === token);
      const text = person ? names.person(person.id) : unit ? names.unit(unit.id) : token;
      return { value: token, text };
    });

const colleagues: Choices = ({ directory, names }) =>
  directory.people
    .filter(({ isActive }) => isActive)
    .map(({ id }) => ({ value: id, text: names.person(id) }));

const packages: Choices = ({ packages, names, language, t }) => [
  ...packages.map(({ sha256, at, by }) => ({
    value: sha256,
    text: sha256,
    hint: { text: `${formatInstant(at, language)} · ${actorName(by, names, t)}` },
  })),
  { value: '', text: t('package.none') },
];

const YES_NO = worded('true', 'false');

const CHOICES: Partial<Record<string, Choices>> = {
  'accept.unit': ({ state, directory, at, names }) =>
    availableUnits(state, directory, at).map((id) => ({ value: id, text: names.unit(id) })),
  'accept.category': named(({ categories }) => categories),
  'reject.reason': ({ state, policy, language }) =>
    policy.rejectionReasons
      .filter(({ allowedForIntegrity }) => allowedForIntegrity || !state.isIntegrity)
      .map(({ id, name }) => ({ value: id, text: name[language] })),
  'approve-rejection.approved': YES_NO,
  'refer.body': named(({ referralBodies }) => referralBodies),
  'decide-match.person': keptOut(({ excluded }) =>
    excluded.filter(({ because }) => because === 'automatic-match'),
  ),
  'record-conflict.person': colleagues,
  'record-conflict.ground': worded(...GROUNDS),
  'lift-exclusion.person': keptOut(liftable),
  'decide-match.isSamePerson': YES_NO,
  'assign.officer': officers,
  'reassign.officer': officers,
  'add-accused.persons': colleagues,
  'add-accused.units': ({ directory, names }) =>
    directory.units.map(({ id }) => ({ value: id, text: names.unit(id) })),
  'declare-conflict.ground': worded(...GROUNDS),
  'record-finding.finding': worded(...FINDINGS),
  'request-extension.clock': extendable,
  'decide-extension.granted': ({ language }) =>
    ['true', 'false'].map((value) => ({ value, text: ALLOW_WORDING[value]?.[language] ?? value })),
  'decide.decision': worded(...DECISIONS),
  'tell-subject.person': (context) => [
    ...keptOut((state) => subjectsOf(state, context.directory).map((token) => ({ token })))(context),
    ...worded(NOT_STAFF)(context),
  ],
  'tell-subject.notice': ({ state, policy, language }) =>
    noticesNow(state, policy).map(({ id, name }) => ({ value: id, text: name[language] })),
  'hand-to-outside-body.packageHash': packages,
};

/** Long lists, and those that may stay empty, are selects; the rest are radios. */
const SELECTS = [
  'accept.category',
  'accept.unit',
  'add-accused.persons',
  'add-accused.units',
  'record-conflict.person',
];
/** A span is asked as an amount; its unit is the clock's own. */
const ASKED: Partial<Record<StaffCommandName, readonly string[]>> = {
  'request-extension': ['clock', 'amount', 'reason'],
  'decide-extension': ['granted', 'amount', 'reason'],
};

/** What is said before some questions, by the key of the phrase. */
const HINTS: Partial<Record<string, string>> = {
  'assign.reason': 'command.overrideHint',
  'decide-match.isSamePerson': 'command.matchHint',
  'declare-conflict.ground': 'command.conflictHint',
  'record-conflict.ground': 'command.conflictHint',
  'tell-subject.words': 'command.subjectHint',
};

const hintOf = (key: string, { state, policy, language, t }: FormContext): string => {
  if (key === 'accept.category')
    return t('command.categoryHint', { category: categoryName(state.category, policy, language) });
  return HINTS[key] === undefined ? '' : t(HINTS[key]);
};

const isOptional = (command: StaffCommandName, name: string): boolean => {
  if (name === 'amount') return command === 'decide-extension';
  const field = (
    COMMAND_BODIES[command].shape as Record<string, { safeParse(v: unknown): { success: boolean } }>
  )[name];
  return field?.safeParse(undefined).success ?? true;
};

/** The questions of an action in order. */
export function fieldsOf(command: StaffCommandName, context: FormContext): Field[] {
  const asked = ASKED[command] ?? Object.keys(COMMAND_BODIES[command].shape);
  // With no package made there is none to choose, and with nobody handed to discipline nothing came of it.
  const hasPlace: Partial<Record<string, boolean>> = {
    packageHash: context.packages.length > 0,
    disciplineOutcome: context.state.isHandedToDiscipline,
  };
  const shown = asked.filter((name) => hasPlace[name] ?? true);
  return shown.map((name) => {
    const key = `${command}.${name}`;
    const choices = CHOICES[key]?.(context);
    const isWords = (WORD_FIELDS[command] as readonly string[]).includes(name);
    const kind = isWords
      ? 'words'
      : choices === undefined
        ? 'line'
        : SELECTS.includes(key)
          ? 'select'
          : 'radios';
    return {
      name,
      kind,
      label: FIELD_WORDING[name]?.[context.language] ?? name,
      hint: hintOf(key, context),
      isOptional: isOptional(command, name),
      choices: choices ?? [],
    };
  });
}
