import type { EntityManager } from 'typeorm';
import type { Command } from '#domain/complaint/command.js';
import type { Token } from '#domain/routing/token.js';
import type { ComplaintEvent } from '#domain/complaint/complaint-event.js';
import type { ComplaintState } from '#domain/complaint/complaint-state.js';
import { decide } from '#domain/complaint/decide.js';
import type { DecisionContext } from '#domain/complaint/decision-context.js';
import { fold } from '#domain/complaint/evolve.js';
import { chainOf } from '#domain/complaint/exclusions.js';
import { changesToFollow } from '#domain/protection/follow-case.js';
import { type Notification, notificationsFor } from '#domain/complaint/notifications.js';
import { openTasks, type Task } from '#domain/complaint/tasks.js';
import { openerOf, type OpenedText, readTexts } from '#filing/case-texts.js';
import type { Identity, Subjects } from '#filing/complaint-input.js';
import { filingContext, type ReadFilingContext } from '#filing/filing-context.js';
import { matchSubjects } from '#filing/name-matching.js';
import type { Instant } from '#domain/time/instant.js';
import { complaintStream } from '#ledger/ledger.js';
import { ledgerSeal, type Seal } from '#ledger/seal.js';
import { readState, upsertCaseView } from '#persistence/case-view-store.js';
import { readDirectory } from '#persistence/directory-store.js';
import { type Databases, transaction } from '#persistence/data-source.js';
import { toEvent } from '#persistence/ledger-store.js';
import { enqueueMail } from '#persistence/mail-outbox-store.js';
import { replaceTasks } from '#persistence/task-store.js';
import type { Keyring } from '#vault/keyring.js';
import { pseudonyms, type TokenOf } from '#vault/pseudonym.js';
import { verifyCommand } from '#vault/signature.js';
import type { ComplaintPorts, Recorded } from '#workflows/complaint/complaint.ports.js';
import { recordOnce } from '../record-once.js';
import { protectWitness, tellProtections, protectComplainant } from './protect-people.js';
import { keepCase } from './keep-case.js';
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
  private readonly context: ReadFilingContext;

  constructor(
    private readonly databases: Databases,
    private readonly keyring: Keyring,
  ) {
    this.sealOf = ledgerSeal(keyring);
    this.tokenOf = pseudonyms(keyring.secret('subjects-token'));
    this.context = filingContext(databases.main.manager);
  }

  open: ComplaintPorts['open'] = async ({ state, at }) => {
    const { reference } = state;
    const { persons, units } = await this.matchesOf(reference);
    const chain = await this.chainBefore(state);
    const params = {
      matchedPersons: persons.map((id) => this.tokenOf('person', id)),
      matchedUnits: units.map((id) => this.tokenOf('unit', id)),
      ...(chain.length > 0 && { chain }),
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

  /** Which members of staff the complainant may be, by the sealed name. */
  private async staffWhoComplained(reference: string, at: Instant): Promise<string[]> {
    const databases = { manager: this.databases.main.manager, keys: this.databases.keys };
    const opener = openerOf(this.keyring, 'custodian');
    const [text] = await readTexts(databases, opener, reference, 'identity');
    const name = text === undefined ? undefined : (JSON.parse(text.text) as Identity).name;
    if (name === undefined) return [];
    const { names } = await this.context(at);
    return matchSubjects({ subject: name, details: '' }, names).persons;
  }

  /** Of a retaliation: whoever has the first case in hand. */
  private async chainBefore({ filing }: ComplaintState): Promise<Token[]> {
    const { manager } = this.databases.main;
    const first = filing.retaliationOf === undefined ? null : await readState(manager, filing.retaliationOf);
    return first === null ? [] : chainOf(first, await readDirectory(manager, this.tokenOf));
  }

  /** Whom the filing's own words matched in the staff directory. */
  private async matchesOf(reference: string): Promise<Subjects['matches']> {
    const texts = await this.subjectsOf(reference);
    const filed = texts.find(({ kind }) => kind === 'subjects');
    return filed === undefined ? { persons: [], units: [] } : (JSON.parse(filed.text) as Subjects).matches;
  }

  private settle(given: ComplaintState, command: Command): Promise<Recorded> {
    const { reference, version } = given;
    const place = { stream: complaintStream(reference), version, commandId: command.id, eventOf: toEvent };
    return transaction(this.databases.main, (manager) =>
      recordOnce(manager, this.sealOf, place, async (missed) => {
        const state = fold(given, missed);
        const named = await this.namedBy(reference, command);
        const read = await readDecisionContext(manager, state, command, this.tokenOf);
        const context = { ...read, ...(named && { named }) };
        return {
          outcome: decide(state, command, context),
          project: (events) => this.project(manager, command, state, events, context),
        };
      }),
    );
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
    const surroundings = { manager, keyring: this.keyring, at };
    if (command.name === 'open')
      await protectComplainant(surroundings, after, await this.staffWhoComplained(reference, at));
    else await tellProtections(surroundings, changesToFollow(before, events, after), reference);
    await protectWitness(surroundings, events, after);
    await keepCase(surroundings, events, after);
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
