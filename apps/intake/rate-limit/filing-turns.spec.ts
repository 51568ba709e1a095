import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addMs } from '#domain/time/instant.js';
import { intakeStage, type IntakeStage } from '../intake.stage.js';
import { Visitor } from '../visitor.fake.js';
import { isWorkDone } from './work-and-wait.js';

const COMPLAINT = {
  category: 'corruption',
  subject: 'เรียกรับเงิน',
  details: 'มีการเรียกรับเงินก่อนลงนาม',
  identity: { mode: 'anonymous' },
};
/** A usual minute of this spec's agency, and a hundred times that. */
const USUAL = 3;
const ATTACK = 300;

let stage: IntakeStage;
let now = '2026-11-24T13:00:00.000Z';
beforeAll(async () => {
  stage = await intakeStage({ now: () => now }, undefined, undefined, USUAL);
});
afterAll(() => stage.close());

const file = (address: string, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`${stage.url}/api/v1/complaints`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-forwarded-for': address, ...headers },
    body: JSON.stringify(COMPLAINT),
  });
const pass = (ms: number): void => {
  now = addMs(now, ms);
};
const stored = async (): Promise<number> => {
  const [row]: { count: number }[] = await stage.databases.main.query(
    'SELECT count(*)::int AS count FROM filing',
  );
  return row!.count;
};

/** What a program does with a challenge: try until the hash begins with enough zero bits. */
async function work(challenge: string): Promise<string> {
  const [token = '', bits = ''] = challenge.split('; bits=');
  for (let nonce = 0; ; nonce += 1) {
    if (isWorkDone(token, String(nonce), Number(bits))) return `${token}.${nonce}`;
    // The server of this spec lives in the same process.
    if (nonce % 1_000 === 0) await new Promise((resolve) => setImmediate(resolve));
  }
}

describe('a hundred times the usual load', () => {
  it('is put in a queue, and refused to nobody', async () => {
    const answers: Response[] = [];
    for (let sent = 0; sent < ATTACK; sent += 20)
      answers.push(...(await Promise.all(Array.from({ length: 20 }, () => file('203.0.113.7')))));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(USUAL);
    const waiting = answers.filter(({ status }) => status === 429);
    expect(waiting).toHaveLength(ATTACK - USUAL);
    const waits = waiting.map(({ headers }) => Number(headers.get('retry-after')));
    expect(Math.min(...waits)).toBe(10);
    // Sixty tens of seconds, and then a second more for each.
    expect(Math.max(...waits)).toBe(600 + ATTACK - USUAL - 60);
    expect(new Set(waits).size).toBe(ATTACK - USUAL);
    expect(await stored()).toBe(USUAL);

    // Even who attacks gets through by waiting, each once.
    const ticket = waiting[0]!.headers.get('filing-ticket') ?? '';
    expect((await file('203.0.113.7', { 'filing-ticket': ticket })).status).toBe(429);
    pass(10_000);
    expect((await file('203.0.113.7', { 'filing-ticket': ticket })).status).toBe(201);
    expect((await file('203.0.113.7', { 'filing-ticket': ticket })).status).toBe(429);
    expect((await file('203.0.113.7', { 'filing-ticket': `${ticket}x` })).status).toBe(429);
  });

  it('is passed by a program that has worked for it, once for each work', async () => {
    const asked = await file('198.51.100.9');
    expect([asked.status, asked.headers.get('retry-after')]).toEqual([429, '10']);
    const challenge = asked.headers.get('filing-challenge') ?? '';
    const done = await work(challenge);
    expect((await file('198.51.100.9', { 'filing-work': `${challenge.split(';')[0]}.0` })).status).toBe(429);
    expect((await file('198.51.100.9', { 'filing-work': done })).status).toBe(201);
    expect((await file('198.51.100.9', { 'filing-work': done })).status).toBe(429);
  });

  it('makes a person without scripts wait a moment at a page that goes on by itself', async () => {
    const visitor = new Visitor(stage.url);
    await visitor.complain();
    expect(visitor.path).toBe('/complain/queue');
    expect(visitor.text('[role=status]')).toContain('Yours will be filed in about');
    const before = await stored();
    await visitor.open('/complain/queue');
    expect([visitor.path, await stored()]).toEqual(['/complain/queue', before]);

    pass(60_000);
    await visitor.open('/complain/queue');
    expect(visitor.path).toBe('/complain/done');
    expect(visitor.text('.receipt-code')).toMatch(/^(\d{4}-){4}\d{4}$/);
    expect(await stored()).toBe(before + 1);
    await visitor.open('/complain/queue');
    expect(await stored()).toBe(before + 1);
  });

  it('is forgotten when it is over', async () => {
    pass(120_000);
    expect((await file('203.0.113.7')).status).toBe(201);
  });

  it('is kept up by those who come with tickets that they hoarded', async () => {
    pass(120_000);
    for (let count = 0; count < USUAL; count += 1) expect((await file('203.0.113.8')).status).toBe(201);
    const tickets: string[] = [];
    for (let count = 0; count < USUAL; count += 1)
      tickets.push((await file('203.0.113.8')).headers.get('filing-ticket') ?? '');
    pass(20 * 60_000);
    for (const ticket of tickets)
      expect((await file('203.0.113.8', { 'filing-ticket': ticket })).status).toBe(201);
    expect((await file('198.51.100.77')).status).toBe(429);
  });

  it.each([
    ['another address of the same network', (n: number) => `2001:db8::${n}`],
    ['another address said by themselves before the proxy’s', (n: number) => `192.0.2.${n}, 10.1.2.3`],
  ])('is not lighter for who comes from %s each time', async (_, addressOf) => {
    pass(120_000);
    for (let count = 0; count < USUAL; count += 1) expect((await file('203.0.113.9')).status).toBe(201);
    const waits: (string | null)[] = [];
    for (const n of [1, 2, 3]) waits.push((await file(addressOf(n))).headers.get('retry-after'));
    expect(waits).toEqual(['10', '20', '30']);
  });
});
