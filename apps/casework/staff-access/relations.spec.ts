import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { saveRelationships } from '#persistence/relationship-store.js';
import { readState } from '#persistence/case-view-store.js';
import { addDelegation } from '#persistence/delegation-store.js';
import { readEvidence } from '#persistence/evidence-store.js';
import { DEMONSTRATION_PEOPLE } from '../../../infra/start/demonstration-people.js';
import { CaseworkForTests } from '../casework.fake.js';
import { tokensOf } from '../casework.js';
import { accuse, protectedCase, someText } from '../protection/protected-case.builder.js';
import { Visitor } from '../visitor.fake.js';
import {
  bodyOf,
  isOpenTo,
  NO_CASE,
  ofCase,
  pathIn,
  RELATION_TABLE,
  STANDINGS,
  type Standing,
} from './relation-table.builder.js';

let casework: CaseworkForTests;
const standings = Object.keys(STANDINGS) as Standing[];
const rolesOf = (id: string): string[] =>
  DEMONSTRATION_PEOPLE.filter((one) => one.id === id).map(({ role }) => role);

beforeAll(async () => {
  casework = await CaseworkForTests.open();
  await addDelegation(casework.agency.databases.main.manager, {
    staff: STANDINGS['head-of-unit'],
    delegate: STANDINGS['covers-for-head'],
    fromDate: '2026-01-01',
    toDate: '2026-12-31',
    createdBy: 'administrator-1',
  });
}, 60_000);
afterAll(() => casework?.close());

const visitors = new Map<string, Visitor>();
async function visitorAs(who: string): Promise<Visitor> {
  const visitor = visitors.get(who) ?? (await Visitor.signedIn(casework.url, who, 'en'));
  visitors.set(who, visitor);
  return visitor;
}

interface Answer {
  status: number;
  text: string;
}

/** By the API as a program, by the pages' forms as a browser. */
async function call(who: string, name: string, path: string): Promise<Answer> {
  const [method] = name.split(' ');
  if (method === 'POST' && !path.includes('/api/')) {
    const visitor = await visitorAs(who);
    const fields = Object.fromEntries(
      Object.entries(bodyOf(name)).map(([field, value]) => [field, String(value)]),
    );
    return visitor.post(path, fields);
  }
  const answer =
    method === 'GET'
      ? await casework.api(who, 'GET', path)
      : await casework.api(who, 'POST', path, bodyOf(name));
  return { status: answer.status, text: await answer.text() };
}

describe('roles × routes × relations', () => {
  const inCase = { ...NO_CASE };
  beforeAll(async () => {
    inCase.reference = await protectedCase(casework);
    inCase.protection = inCase.reference;
    await casework.retention.open(inCase.reference);
    const officer = await Visitor.signedIn(casework.url, STANDINGS['assigned-officer']);
    await officer.get(`/cases/${inCase.reference}/evidence`);
    await officer.sendFiles(`/cases/${inCase.reference}/evidence`, [['a.txt', 'ก']]);
    const [file] = await readEvidence(casework.agency.databases.main.manager, inCase);
    inCase.evidence = file!.id;
    const who = STANDINGS['assigned-officer'];
    const { reference } = inCase;
    await casework.act(who, reference, 'record-finding', { finding: 'inconclusive', text: someText });
    const told = { person: null, notice: 'allegation', words: someText };
    await casework.act(who, reference, 'tell-subject', told);
    const { main } = casework.agency.databases;
    inCase.letter = String((await readState(main.manager, reference))!.version);
  }, 60_000);

  it('every route of a case has a row, and no row is left of a route that is gone', () => {
    expect(ofCase.map(({ name }) => name).sort()).toEqual(Object.keys(RELATION_TABLE).sort());
  });

  it.each(ofCase)('$name exists for those of its row and for nobody else', async ({ name }) => {
    for (const standing of standings) {
      const { status } = await call(STANDINGS[standing], name, pathIn(name, inCase));
      const isReached = (RELATION_TABLE[name] ?? []).includes(standing);
      if (isReached)
        expect([standing, [403, 404].includes(status) || status >= 500]).toEqual([standing, false]);
      else expect([standing, [403, 404].includes(status)]).toEqual([standing, true]);
    }
  });
});

/** Each way of being kept out, of one member of staff, of a case that goes on. */
const WAYS: Record<string, (who: string, reference: string) => Promise<void>> = {
  'is accused': (who, reference) => accuse(casework, reference, who),
  'belongs to an accused unit': async (who, reference) => {
    const unit = DEMONSTRATION_PEOPLE.find(({ id }) => id === who)!.unit;
    const units = [tokensOf(casework.surroundings())('unit', unit)];
    await casework.act('governor', reference, 'add-accused', { persons: [], units, subject: someText });
  },
  'is related to an accused': async (who, reference) => {
    const kin = { staff: who, other: 'officer-strategy-2', kind: 'collateral', degree: 2 } as const;
    await saveRelationships(casework.agency.databases.main.manager, [kin], 'administrator-1');
    await accuse(casework, reference, 'officer-strategy-2');
  },
  'declared an interest': (who, reference) =>
    casework.act(who, reference, 'declare-conflict', { ground: 'relative' }),
  'was found to have an interest': async (who, reference) => {
    const person = tokensOf(casework.surroundings())('person', who);
    const found = { person, ground: 'resentment', explanation: someText } as const;
    await casework.act('desk-2', reference, 'record-conflict', found);
  },
};
const KEPT_OUT: readonly Standing[] = [
  'central-desk',
  'assigned-officer',
  'head-of-unit',
  'head-of-agency',
  'auditor',
  'custodian',
];

describe.each(Object.keys(WAYS))('whoever %s', (way) => {
  it.each(KEPT_OUT)(
    'is answered as if there were no such case, by the same statements, as %s',
    async (standing) => {
      const who = STANDINGS[standing];
      const reference = await protectedCase(casework);
      await casework.retention.open(reference);
      await WAYS[way]!(who, reference);
      const routes = ofCase.filter(({ name }) => isOpenTo(name, rolesOf(who)));
      expect(routes.length).toBeGreaterThan(5);
      // Signing in takes statements of its own.
      await Promise.all([casework.api(who, 'GET', '/worklist'), visitorAs(who)]);
      for (const { name } of routes) {
        const hidden = await watched(() =>
          call(who, name, pathIn(name, { ...NO_CASE, reference, protection: reference })),
        );
        const unknown = await watched(() => call(who, name, pathIn(name, NO_CASE)));
        expect([name, hidden.status]).toEqual([name, 404]);
        const masked = hidden.text.replaceAll(reference, NO_CASE.reference);
        expect([name, masked]).toEqual([name, unknown.text]);
        expect([name, hidden.statements]).toEqual([name, unknown.statements]);
      }
      for (const list of [
        '/worklist',
        '/api/v1/tasks',
        '/cases',
        '/api/v1/complaints',
        '/retention',
        '/protections',
      ])
        expect([list, (await call(who, 'GET', list)).text.includes(reference)]).toEqual([list, false]);
    },
  );
});

/** The answer, and the statements that the database was asked on the way: what takes time takes it for both alike. */
async function watched(ask: () => Promise<Answer>): Promise<Answer & { statements: string[] }> {
  const statements: string[] = [];
  const { main } = casework.agency.databases;
  const before = main.logger;
  const logger = Object.assign(Object.create(before) as typeof before, {
    logQuery: (query: string) => statements.push(query),
  });
  Object.assign(main, { logger });
  try {
    const { status, text } = await ask();
    return { status, text: text.replace(/name="_csrf" value="[^"]*"/g, ''), statements };
  } finally {
    Object.assign(main, { logger: before });
  }
}
