import { plainCalendar, samplePolicy } from '../policy/policy.builder.js';
import { sampleDirectory } from '../routing/directory.builder.js';
import { addMs, DAY_MS, type Instant } from '../time/instant.js';
import type { Actor, Command, CommandName, CommandParams, TextRef } from './command.js';
import type { ComplaintEvent, Filing } from './complaint-event.js';
import type { ComplaintState } from './complaint-state.js';
import { decide } from './decide.js';
import type { EvidenceRef } from './evidence.js';
import type { DecisionContext } from './decision-context.js';
import { fold, receive } from './evolve.js';
import { notificationsFor, type Notification } from './notifications.js';
import { isRefusal, type Refusal } from './refusal.js';

/** Monday 2 February 2026, 10:00 in Bangkok. */
export const FILED_AT: Instant = '2026-02-02T03:00:00.000Z';
export const text: TextRef = { id: 'text', hash: 'hash' };
export const evidence: EvidenceRef = {
  id: 'photograph',
  hash: 'hash',
  kilobytes: 120,
  kind: 'image',
  isCleaned: true,
  isScanned: false,
  hasOriginal: false,
  isQuarantined: false,
};
export const sampleContext: DecisionContext = {
  policy: samplePolicy,
  calendar: plainCalendar,
  directory: sampleDirectory,
};

export const received = (changes: Partial<Filing> = {}): ComplaintEvent<'ComplaintReceived'> => ({
  type: 'ComplaintReceived',
  schemaVersion: 1,
  at: FILED_AT,
  actor: 'complainant',
  body: {
    reference: 'SMP-69-0000-0000',
    category: 'corruption',
    isIntegrity: true,
    channel: 'web',
    identityMode: 'confidential',
    language: 'th',
    mayBeMailed: true,
    filedAt: FILED_AT,
    deemedReceivedAt: FILED_AT,
    policyHash: 'hash',
    commitments: {},
    ...changes,
  },
});

const actorOf = (who: string): Actor =>
  who === 'system' || who === 'complainant' ? { kind: who } : { kind: 'staff', id: who };

/** One case under way: give it commands, read its state, its events and its last refusal. */
export class CaseUnderTest {
  readonly events: ComplaintEvent[];
  /** All that anybody was told of, in order. */
  readonly mails: Notification[] = [];
  state: ComplaintState;
  refusal: Refusal | null = null;
  context: DecisionContext;
  now: Instant = FILED_AT;

  constructor(filing: Partial<Filing> = {}, context: DecisionContext = sampleContext) {
    const first = received(filing);
    this.events = [first];
    this.state = receive(first);
    this.context = context;
  }

  static opened(filing: Partial<Filing> = {}, matched: string[] = []): CaseUnderTest {
    return new CaseUnderTest(filing).give('system', 'open', { matchedPersons: matched, matchedUnits: [] });
  }

  /** Accepted for `finance` and assigned to `officer`. */
  static assigned(filing: Partial<Filing> = {}): CaseUnderTest {
    return CaseUnderTest.opened(filing)
      .give('desk', 'accept', { unit: 'finance' })
      .give('finance-head', 'assign', { officer: 'officer' });
  }

  /** Through the whole procedure to `closed`. */
  static closed(filing: Partial<Filing> = {}): CaseUnderTest {
    return CaseUnderTest.assigned(filing)
      .give('officer', 'record-finding', { finding: 'substantiated', text })
      .give('officer', 'submit-report', { report: text })
      .give('governor', 'decide', { decision: 'corrective', text })
      .give('desk', 'notify-outcome', { outcome: text })
      .give('desk', 'close', {});
  }

  give<N extends CommandName>(who: string, name: N, params: CommandParams[N], seenVersion?: number): this {
    const command = {
      name,
      id: `${name}-${this.state.version}`,
      actor: actorOf(who),
      at: this.now,
      params,
      ...(seenVersion !== undefined && { seenVersion }),
    } as unknown as Command;
    const outcome = decide(this.state, command, this.context);
    this.refusal = isRefusal(outcome) ? outcome : null;
    if (!isRefusal(outcome)) {
      this.events.push(...outcome);
      const before = this.state;
      this.state = fold(before, outcome);
      this.mails.push(...notificationsFor(before, outcome, this.state, this.context));
    }
    return this;
  }

  after(days: number): this {
    this.now = addMs(this.now, days * DAY_MS);
    return this;
  }

  ring(): this {
    return this.give('system', 'ring', {});
  }

  get types(): string[] {
    return this.events.map(({ type }) => type);
  }
}
