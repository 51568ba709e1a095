import type { CommandName } from './command.js';
import type { Relation } from '../access/relation.js';
import { STATUSES, type Status } from './status.js';

/** One row: a command, the statuses in which it is possible, who may give it, and where it may lead. */
export interface Transition {
  command: CommandName;
  from: readonly Status[];
  by: readonly Relation[];
  /** Statuses that the command may lead to besides staying; empty when it never changes the status. */
  to: readonly Status[];
}

const ANY = STATUSES;
const OPEN = STATUSES.filter((status) => status !== 'final');
const BEFORE_OUTCOME: readonly Status[] = STATUSES.slice(0, STATUSES.indexOf('outcome-told'));

const INVESTIGATING: readonly Status[] = ['assigned', 'fact-finding'];
const HANDLERS: readonly Relation[] = ['central-desk', 'assigned-officer', 'head-of-unit', 'head-of-agency'];
/** Whoever of the staff a case exists for. */
const ALL_WITHIN: readonly Relation[] = [...HANDLERS, 'auditor', 'custodian'];
/** A conflict takes the case from its officer or its unit, whoever brings it in. */
const AFTER_CONFLICT: readonly Status[] = ['accepted', 'received'];

export const TRANSITIONS: readonly Transition[] = [
  { command: 'open', from: ['received'], by: ['system'], to: [] },
  { command: 'ring', from: ANY, by: ['system'], to: ['final'] },
  { command: 'apply-calendar', from: ANY, by: ['system', 'administrator'], to: [] },

  { command: 'take-exclusions', from: OPEN, by: ['system'], to: AFTER_CONFLICT },

  { command: 'accept', from: ['received'], by: ['central-desk'], to: ['accepted'] },
  { command: 'reject', from: ['received'], by: ['central-desk'], to: ['rejected', 'rejection-proposed'] },
  {
    command: 'approve-rejection',
    from: ['rejection-proposed'],
    by: ['central-desk', 'head-of-agency'],
    to: ['rejected', 'received'],
  },
  { command: 'refer', from: ['received'], by: ['central-desk'], to: ['referred'] },
  { command: 'record-referral-answer', from: ['referred', 'outcome-told'], by: ['central-desk'], to: [] },
  {
    command: 'request-information',
    from: ['received', ...INVESTIGATING],
    by: ['central-desk', 'assigned-officer'],
    to: [],
  },
  { command: 'decide-match', from: OPEN, by: ['central-desk'], to: AFTER_CONFLICT },

  { command: 'assign', from: ['accepted'], by: ['head-of-unit', 'head-of-agency'], to: ['assigned'] },
  {
    command: 'reassign',
    from: ['assigned', 'fact-finding', 'reported', 'decided'],
    by: ['head-of-unit', 'head-of-agency'],
    to: [],
  },
  { command: 'add-accused', from: BEFORE_OUTCOME, by: HANDLERS, to: AFTER_CONFLICT },
  { command: 'declare-conflict', from: OPEN, by: ALL_WITHIN, to: AFTER_CONFLICT },
  {
    command: 'record-conflict',
    from: OPEN,
    by: ALL_WITHIN,
    to: AFTER_CONFLICT,
  },
  { command: 'lift-exclusion', from: OPEN, by: ['head-of-agency', 'auditor'], to: [] },
  { command: 'record-finding', from: INVESTIGATING, by: ['assigned-officer'], to: ['fact-finding'] },
  {
    command: 'request-extension',
    from: BEFORE_OUTCOME,
    by: ['central-desk', 'assigned-officer', 'head-of-unit'],
    to: [],
  },
  { command: 'decide-extension', from: BEFORE_OUTCOME, by: ['head-of-unit', 'head-of-agency'], to: [] },
  { command: 'submit-report', from: ['fact-finding'], by: ['assigned-officer'], to: ['reported'] },
  {
    command: 'decide',
    from: ['reported'],
    by: ['head-of-unit', 'head-of-agency'],
    to: ['decided', 'fact-finding'],
  },
  { command: 'hand-to-discipline', from: ['decided', 'outcome-told'], by: ['head-of-agency'], to: [] },
  {
    command: 'hand-to-outside-body',
    from: BEFORE_OUTCOME,
    by: ['central-desk', 'auditor', 'custodian'],
    to: ['referred'],
  },
  {
    command: 'notify-outcome',
    from: ['decided', 'rejected', 'referred'],
    by: ['central-desk', 'assigned-officer'],
    to: ['outcome-told'],
  },
  {
    command: 'tell-subject',
    from: [...INVESTIGATING, 'reported', 'decided', 'rejected', 'outcome-told', 'closed'],
    // Who may know a complainant who filed by name, whose name the letter is looked through for.
    by: ['central-desk', 'assigned-officer'],
    to: [],
  },
  {
    command: 'close',
    from: ['outcome-told', 'closed'],
    by: ['central-desk', 'head-of-agency'],
    to: ['closed', 'final'],
  },
  {
    command: 'reopen',
    from: ['rejected', 'referred', 'outcome-told', 'closed'],
    by: ['central-desk', 'head-of-agency'],
    to: ['accepted', 'received'],
  },
  { command: 'link', from: BEFORE_OUTCOME, by: ['central-desk'], to: [] },
  { command: 'unlink', from: BEFORE_OUTCOME, by: ['central-desk'], to: [] },
  {
    command: 'name-witness',
    from: OPEN,
    by: HANDLERS,
    to: [],
  },
  { command: 'add-note', from: OPEN, by: ALL_WITHIN, to: [] },
  { command: 'send-message', from: OPEN, by: ['central-desk', 'assigned-officer'], to: [] },

  { command: 'mark-message-read', from: OPEN, by: ['central-desk', 'assigned-officer'], to: [] },
  {
    command: 'add-evidence',
    from: OPEN,
    by: ['central-desk', 'assigned-officer', 'complainant'],
    to: [],
  },
  { command: 'quarantine-evidence', from: OPEN, by: ['system'], to: [] },

  { command: 'answer-or-write', from: OPEN, by: ['complainant'], to: [] },
  {
    command: 'ask-for-review',
    from: ['rejected', 'referred', 'outcome-told', 'closed'],
    by: ['complainant'],
    to: [],
  },
  { command: 'withdraw', from: BEFORE_OUTCOME, by: ['complainant'], to: ['closed'] },
];

/** The row under which the command would run in this status, if any. */
export const transitionOf = (command: CommandName, status: Status): Transition | undefined =>
  TRANSITIONS.find((row) => row.command === command && row.from.includes(status));

/**
 * Checked at start-up of every process that decides.
 * Throws when a status can never be reached from `received` or a command has two rows for one status.
 */
export function checkTransitions(rows: readonly Transition[] = TRANSITIONS): void {
  const reached = new Set<Status>(['received']);
  for (let size = 0; size !== reached.size;) {
    size = reached.size;
    for (const row of rows)
      if (row.from.some((from) => reached.has(from))) row.to.forEach((to) => reached.add(to));
  }
  const unreachable = STATUSES.filter((status) => !reached.has(status));
  if (unreachable.length > 0) throw new Error(`No transition leads to ${unreachable.join(', ')}`);
  for (const status of STATUSES) {
    const names = rows.filter((row) => row.from.includes(status)).map((row) => row.command);
    const twice = names.find((name, at) => names.indexOf(name) !== at);
    if (twice !== undefined) throw new Error(`Two transitions for ${twice} in ${status}`);
  }
}
