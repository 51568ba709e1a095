import { isRefusal, type Refusal } from '#domain/complaint/refusal.js';
import type { DataRequestCommand } from '#domain/data-request/data-request-command.js';
import type { DataRequestEvent } from '#domain/data-request/data-request-event.js';
import { decideDataRequest } from '#domain/data-request/decide.js';
import { foldDataRequest } from '#domain/data-request/evolve.js';
import { fileDataRequest } from '#filing/file-data-request.js';
import { filingContext } from '#filing/filing-context.js';
import { namedInRequest } from '#filing/named-in-request.js';
import { dataRequestStream } from '#ledger/ledger.js';
import { ledgerSeal } from '#ledger/seal.js';
import { findDataRequest, updateDataRequest } from '#persistence/data-request-store.js';
import { readDirectory } from '#persistence/directory-store.js';
import { readCalendar } from '#persistence/holiday-store.js';
import { transaction } from '#persistence/data-source.js';
import { appendLocked, lockStream } from '#persistence/case-ledger-store.js';
import { readPolicy } from '#persistence/policy-store.js';
import { pseudonyms } from '#vault/pseudonym.js';
import type { AgencyForTests } from '../../../test/support/agency.js';
import type { DataRequestPort } from '../casework.js';

/** Requests for data on a real database, each workflow replaced by the domain deciding at once. */
export class DataRequestsForTests implements DataRequestPort {
  /** What the next command meets instead of a decision. */
  instead: 'unreachable' | null = null;
  private filed = 0;

  constructor(private readonly agency: AgencyForTests) {}

  /** Somebody asks by the public site; returns the reference. */
  async file(name = 'นายประชา ใจเย็น', asked = 'ขอสำเนาข้อมูลของข้าพเจ้า'): Promise<string> {
    const { databases, apps, worker, time, now: at } = this.agency;
    const request = {
      name,
      email: 'pracha@example.org',
      asked,
      language: 'th',
    } as const;
    const idempotencyKey = `data-request-of-specs-${++this.filed}`;
    const context = filingContext(databases.main.manager);
    const filed = await fileDataRequest(
      { request, idempotencyKey },
      { databases, keyring: apps, time, context },
    );
    if ('refused' in filed) throw new Error(filed.refused);
    await this.send(filed.reference, {
      name: 'open-data-request',
      id: 'open',
      actor: { kind: 'system' },
      at,
      params: { named: await namedInRequest(databases, worker, filed.reference) },
    });
    return filed.reference;
  }

  async send(
    reference: string,
    command: DataRequestCommand,
  ): Promise<DataRequestEvent[] | Refusal | 'unreachable'> {
    const { instead } = this;
    this.instead = null;
    if (instead !== null) return instead;
    const { databases, worker, apps, now } = this.agency;
    const { manager } = databases.main;
    const found = await findDataRequest(manager, reference);
    if (found === null) throw new Error(`There is no request ${reference}.`);
    const policy = await readPolicy(manager, found.state.policyHash);
    const outcome = decideDataRequest(found.state, command, {
      policy,
      calendar: await readCalendar(manager, policy),
      directory: await readDirectory(manager, pseudonyms(worker.secret('subjects-token'))),
    });
    if (isRefusal(outcome)) return outcome;
    const stream = dataRequestStream(reference);
    const seal = ledgerSeal(apps);
    await transaction(databases.main, async (locking) => {
      const locked = await lockStream(locking, stream, found.state.version, seal);
      await appendLocked(locking, stream, locked, command.id, outcome, seal);
    });
    await updateDataRequest(manager, foldDataRequest(found.state, outcome), now);
    return outcome;
  }
}
