import type { EntityManager } from 'typeorm';
import type { Command } from '#domain/complaint/command.js';
import type { ComplaintEvent } from '#domain/complaint/complaint-event.js';
import type { ComplaintState } from '#domain/complaint/complaint-state.js';
import { decide } from '#domain/complaint/decide.js';
import type { DecisionContext } from '#domain/complaint/decision-context.js';
import { fold } from '#domain/complaint/evolve.js';
import { type Notification, notificationsFor } from '#domain/complaint/notifications.js';
import { isRefusal } from '#domain/complaint/refusal.js';
import { openTasks, type Task } from '#domain/complaint/tasks.js';
import { openerOf, type OpenedText, readTexts } from '#filing/case-texts.js';
import type { Subjects } from '#filing/complaint-input.js';
import { complaintStream } from '#ledger/ledger.js';
import { ledgerSeal, type Seal } from '#ledger/seal.js';
import { appendLocked, lockStream } from '#persistence/case-ledger-store.js';
import { upsertCaseView } from '#persistence/case-view-store.js';
import { eventsOfCommand } from '#persistence/command-events.js';
import { type Databases, transaction } from '#persistence/data-source.js';
import { holdCalendar } from '#persistence/holiday-store.js';
import { toEvent } from '#persistence/ledger-store.js';
import { enqueueMail } from '#persistence/mail-outbox-store.js';
import { replaceTasks } from '#persistence/task-store.js';
import type { Keyring } from '#vault/keyring.js';
import { pseudonyms, type TokenOf } from '#vault/pseudonym.js';
import { verifyCommand } from '#vault/signature.js';
import type { ComplaintPorts, Recorded } from '#workflows/complaint/complaint.ports.js';
import { shareExclusions } from './share-exclusions.js';
import { readDecisionContext } from './decision-context.reader.js';

type Given = Parameters<ComplaintPorts['record']>[0];

const refused = (code: NonNullable<Recorded['refusal']>['code']): Recorded => ({
  missed: [],
  events: [],
  isRepeat: false,
  refusal: { code, params: {} },
});

/** Decides and writes what happens to a case: ledger, view, tasks and mails in one transaction. */
export class CaseRecorder implements ComplaintPorts {
  private readonly tokenOf: TokenOf;
  private readonly sealOf: Seal;

  constructor(
    private readonly databases: Databases,
    private readonly keyring: Keyring,
  ) {
    this.sealOf = ledgerSeal(keyring);
    this.tokenOf = pseudonyms(keyring.secret('subjects-token'));
  }

  open: ComplaintPorts['open'] = async ({ state, at }) => {
    const { reference } = state;
    const { persons, units } = await this.matchesOf(reference);
    const params = {
      matchedPersons: persons.map((id) => this.tokenOf('person', id)),
      matchedUnits: units.map((id) => this.tokenOf('unit', id)),
    };
    const command: Command<'open'> = {
      name: 'open',
      id: `open-${reference}`,
      actor: { kind: 'system' },
      at,
      params,
    };
    return this.settle(state, command);
  };

  record: ComplaintPorts['record'] = async ({ state, command, signature }) =>
    this.isGenuine({ state, command, signature }) ? this.settle(state, command) : refused('SignatureInvalid');

  /** The workflow itself rings; everything else passed an app, which signed it. */
  private isGenuine({ state, command, signature }: Given): boolean {
    if (signature === null) return command.name === 'ring' && command.actor.kind === 'system';
    return verifyCommand(this.keyring, state.reference, command, signature);
  }

  /** Tokens of those whom a later writing of the complainant names. */
  private async namedBy(reference: string, { params }: Command): Promise<DecisionContext['named']> {
    if (!('matches' in params) || params.matches === undefined) return undefined;
    const { id } = params.matches;
    const found = (await this.subjectsOf(reference)).find((text) => text.id === id);
    if (found === undefined) throw new Error(`The case ${reference} has lost the matches of a writing.`);
    const { persons, units } = JSON.parse(found.text) as Subjects['matches'];
    return {
      persons: persons.map((one) => this.tokenOf('person', one)),
      units: units.map((one) => this.tokenOf('unit', one)),
    };
  }

  private subjectsOf(reference: string): Promise<OpenedText[]> {
    const opener = openerOf(this.keyring, 'worker');
    const databases = { manager: this.databases.main.manager, keys: this.databases.keys };
    return readTexts(databases, opener, reference, 'subjects');
  }

  /** Whom the filing's own words matched in the staff directory. */
  private async matchesOf(reference: string): Promise<Subjects['matches']> {
    const texts = await this.subjectsOf(reference);
    const filed = texts.find(({ kind }) => kind === 'subjects');
    return filed === undefined ? { persons: [], units: [] } : (JSON.parse(filed.text) as Subjects).matches;
  }

  private settle(given: ComplaintState, command: Command): Promise<Recorded> {
    return transaction(this.databases.main, async (manager): Promise<Recorded> => {
      await holdCalendar(manager);
      const stream = complaintStream(given.reference);
      const locked = await lockStream(manager, stream, given.version, this.sealOf);
      const missed = locked.later.map(toEvent);
      const earlier = await eventsOfCommand(manager, stream, command.id);
      if (earlier.length > 0) return { missed, events: earlier, isRepeat: true };

      const state = fold(given, missed);
      const named = await this.namedBy(given.reference, command);
      const read = await readDecisionContext(manager, state, command, this.tokenOf);
      const context = { ...read, ...(named && { named }) };
      const outcome = decide(state, command, context);
      if (isRefusal(outcome)) {
        const { code, params } = outcome;
        return { missed, events: [], isRepeat: false, refusal: { code, params } };
      }
      await appendLocked(manager, stream, locked, command.id, outcome, this.sealOf);
      await this.project(manager, command, state, outcome, context);
      return { missed, events: outcome, isRepeat: false };
    });
  }

  /** Everything that follows from the ledger: view, tasks, mails. */
  private async project(
    manager: EntityManager,
    command: Command,
    before: ComplaintState,
    events: ComplaintEvent[],
    context: DecisionContext,
  ): Promise<void> {
    const after = fold(before, events);
    const { reference } = after;
    const { at } = command;
    const tasks = openTasks(after, context, at);
    const news = notificationsFor(command.name === 'open' ? null : before, events, after, context);
    await shareExclusions(manager, this.keyring, { before, after, at });
    await upsertCaseView(manager, after, context.policy, at);
    await replaceTasks(manager, reference, tasks);
    await enqueueMail(
      manager,
      reference,
      news.map((mail) => withAction(mail, tasks)),
      at,
    );
  }
}

/** A reminder and an escalation say what is to be done: the case's first task. */
const withAction = (mail: Notification, [first]: Task[]): Notification =>
  first === undefined || mail.to.kind === 'complainant' || 'task' in mail.params
    ? mail
    : { ...mail, params: { ...mail.params, task: first.kind } };
