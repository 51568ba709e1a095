import type { AddressInfo } from 'node:net';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { pino } from 'pino';
import type { Command, CommandName, CommandParams } from '#domain/complaint/command.js';
import type { ComplaintEvent } from '#domain/complaint/complaint-event.js';
import { decide } from '#domain/complaint/decide.js';
import { fold, receive } from '#domain/complaint/evolve.js';
import { evidenceRoom } from '#evidence/evidence.builder.js';
import type { EvidenceRoom } from '#evidence/evidence-room.js';
import { isRefusal, Refusal } from '#domain/complaint/refusal.js';
import { viewerOf } from '#domain/routing/person.js';
import type { IdentityProviderSettings } from '#settings/identity-provider.js';
import type { Role } from '#domain/policy/role.js';
import { openTasks } from '#domain/complaint/tasks.js';
import type { ComplaintInput } from '#filing/complaint-input.js';
import { complaintStream } from '#ledger/ledger.js';
import { ledgerSeal, type Seal } from '#ledger/seal.js';
import { CaseReader } from '#persistence/case-reader.js';
import { readState, upsertCaseView } from '#persistence/case-view-store.js';
import { transaction } from '#persistence/data-source.js';
import { readDirectory } from '#persistence/directory-store.js';
import { readCalendar } from '#persistence/holiday-store.js';
import { appendEvents } from '#persistence/case-ledger-store.js';
import { readPolicy } from '#persistence/policy-store.js';
import { changeStaff, listStaff } from '#persistence/staff-store.js';
import { TaskReader } from '#persistence/task-reader.js';
import { replaceTasks } from '#persistence/task-store.js';
import { KEYS_OF, openKeyring } from '#vault/keyring.js';
import { AgencyForTests } from '../../test/support/agency.js';
import { tokensOf, type Casework, type CommandPort } from './casework.js';
import { DataRequestsForTests } from './data-requests/data-requests.fake.js';
import { RetentionForTests } from './retention/retention.fake.js';
import { createCasework } from './create-casework.js';
import { ProtectionsForTests } from './protection/protections.fake.js';
import { hashPassword } from './sign-in/passwords.js';

interface Changes {
  isDemonstration?: boolean;
  port?: number;
  secondFactorRoles?: readonly Role[];
  identityProvider?: IdentityProviderSettings;
}

export const PASSWORD = 'a password for specs';
const signingIn = hashPassword(PASSWORD);

/** The staff app on a real database, with the workflow replaced by the domain deciding at once. */
export class CaseworkForTests implements CommandPort {
  /** What the next command meets instead of a decision; `answer-lost`: it is decided, and nobody hears of it. */
  instead: Refusal | 'unreachable' | 'answer-lost' | null = null;
  readonly sent: Command[] = [];
  /** Where files are received; read when the app is made and by each request. */
  readonly room: EvidenceRoom = evidenceRoom();
  readonly protections: ProtectionsForTests;
  readonly retention: RetentionForTests;
  readonly dataRequests: DataRequestsForTests;
  private readonly tokens = new Map<string, string>();
  private readonly sealOf: Seal;

  private constructor(
    readonly agency: AgencyForTests,
    private app: NestExpressApplication | null = null,
    public url = '',
    private readonly changes: Changes = {},
  ) {
    this.sealOf = ledgerSeal(openKeyring(agency.databases.keysDir, ['ledger-seal']));
    this.protections = new ProtectionsForTests(agency);
    this.retention = new RetentionForTests(agency);
    this.dataRequests = new DataRequestsForTests(agency);
  }

  /** Nobody needs a second factor, but for `secondFactorRoles`. */
  static async open(changes: Changes = {}): Promise<CaseworkForTests> {
    const agency = await AgencyForTests.open();
    const { manager } = agency.databases.main;
    const passwordHash = await signingIn;
    for (const { id } of await listStaff(manager)) await changeStaff(manager, id, { passwordHash });
    const casework = new CaseworkForTests(agency, null, '', changes);
    casework.app = await createCasework(
      casework.surroundings(changes.isDemonstration ?? false),
      pino({ level: 'silent' }),
    );
    await casework.app.listen(changes.port ?? 0, '127.0.0.1');
    const { port } = casework.app.getHttpServer().address() as AddressInfo;
    casework.url = `http://127.0.0.1:${port}`;
    return casework;
  }

  surroundings(isDemonstration = false): Casework {
    const { databases, time } = this.agency;
    const { dataDir, keysDir, databaseUrl } = databases;
    const { identityProvider, port } = this.changes;
    return {
      databases,
      time,
      keyring: openKeyring(keysDir, KEYS_OF.casework),
      settings: {
        dataDir,
        databaseUrl,
        isDemonstration,
        caseworkUrl: port === undefined ? 'http://127.0.0.1' : `http://127.0.0.1:${port}`,
        trustedProxyHops: 0,
        sessions: { idleMinutes: 60, hours: 12 },
        secondFactorRoles: this.changes.secondFactorRoles ?? [],
        ...(identityProvider && { identityProvider }),
      },
      commands: this,
      protections: this.protections,
      retention: this.retention,
      dataRequests: this.dataRequests,
      reader: new CaseReader(databases.main),
      tasks: new TaskReader(databases.main),
      evidence: this.room,
    };
  }

  /** Files a complaint and opens its case, with these members of staff taken for named in it. */
  async file(changes: Partial<ComplaintInput> = {}, named: string[] = []): Promise<string> {
    const { reference } = (await this.agency.file(changes)).body;
    await this.openCase(reference, named);
    return reference;
  }

  /** What the workflow of a filed complaint does first. */
  async openCase(reference: string, named: string[] = []): Promise<void> {
    const [first] = await this.agency.ledger(reference);
    const tokenOf = tokensOf(this.surroundings());
    const matchedPersons = named.map((id) => tokenOf('person', id));
    const command = this.command('system', 'open', { matchedPersons, matchedUnits: [] });
    await this.settle(reference, command, first as ComplaintEvent<'ComplaintReceived'>);
  }

  /** Something done to a case past the app, e.g. by a colleague. */
  async act<N extends CommandName>(
    who: string,
    reference: string,
    name: N,
    params: CommandParams[N],
  ): Promise<void> {
    const outcome = await this.settle(reference, this.command(who, name, params));
    if (isRefusal(outcome)) throw new Error(`${name}: ${outcome.code}`);
  }

  async send(reference: string, command: Command): Promise<ComplaintEvent[] | Refusal | 'unreachable'> {
    this.sent.push(command);
    const { instead } = this;
    this.instead = null;
    if (instead !== 'answer-lost') return instead ?? this.settle(reference, command);
    await this.settle(reference, command);
    return 'unreachable';
  }

  private command<N extends CommandName>(who: string, name: N, params: CommandParams[N]): Command {
    const actor = who === 'system' || who === 'complainant' ? { kind: who } : { kind: 'staff', id: who };
    const id = `${name}-${Math.random()}`;
    return { name, id, actor, at: this.agency.now, params } as unknown as Command;
  }

  private settle(
    reference: string,
    command: Command,
    first?: ComplaintEvent<'ComplaintReceived'>,
  ): Promise<ComplaintEvent[] | Refusal> {
    return transaction(this.agency.databases.main, async (manager) => {
      const state = first === undefined ? await readState(manager, reference) : receive(first);
      if (state === null) return new Refusal('CaseUnknown');
      const policy = await readPolicy(manager, state.filing.policyHash);
      const directory = await readDirectory(manager, tokensOf(this.surroundings()));
      const { actor, at } = command;
      const viewer = actor.kind === 'staff' ? viewerOf(directory, actor.id, at) : null;
      const context = {
        policy,
        calendar: await readCalendar(manager, policy),
        directory: viewer === null ? directory : await new CaseReader(manager).withLoads(viewer, directory),
        leader: command.name === 'link' ? await readState(manager, command.params.leader) : null,
      };
      const outcome = decide(state, command, context);
      if (isRefusal(outcome)) return outcome;
      const after = fold(state, outcome);
      await appendEvents(
        manager,
        complaintStream(reference),
        state.version,
        command.id,
        outcome,
        this.sealOf,
      );
      await upsertCaseView(manager, after, policy, command.at);
      await replaceTasks(manager, reference, openTasks(after, context, command.at));
      return outcome;
    });
  }

  async api(
    who: string,
    method: 'GET' | 'POST',
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Response> {
    return fetch(`${this.url}${path}`, {
      method,
      redirect: 'manual',
      headers: {
        authorization: `Bearer ${await this.tokenOf(who)}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  }

  private async tokenOf(who: string): Promise<string> {
    const known = this.tokens.get(who);
    if (known !== undefined) return known;
    const answer = await fetch(`${this.url}/api/v1/sessions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username: who, password: PASSWORD }),
    });
    if (!answer.ok) throw new Error(`sign-in ${who}: ${answer.status} ${await answer.text()}`);
    const { token } = (await answer.json()) as { token: string };
    this.tokens.set(who, token);
    return token;
  }

  async close(): Promise<void> {
    await this.app?.close();
    await this.agency.close();
  }
}
