import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addMs } from '#domain/time/instant.js';
import { CaseworkForTests, PASSWORD } from '../casework.fake.js';
import { Visitor } from '../visitor.fake.js';
import { FewAtOnce } from './few-at-once.js';
import { SignInPace } from './sign-in-pace.js';

const NOW = '2026-02-04T03:00:00.000Z';

describe('checks that cost much', () => {
  it('are made four at once, and those that come when many wait already are told to come back', async () => {
    const checks = new FewAtOnce();
    let [running, most] = [0, 0];
    const check = async (): Promise<void> => {
      most = Math.max(most, (running += 1));
      await new Promise((resolve) => setImmediate(resolve));
      running -= 1;
    };
    const all = await Promise.allSettled(Array.from({ length: 50 }, () => checks.take(check)));
    expect([most, running]).toEqual([4, 0]);
    const refused = all.filter(({ status }) => status === 'rejected');
    expect(refused).toHaveLength(6);
    expect(refused[0]).toMatchObject({ reason: { status: 503, retryAfter: 5 } });
    await checks.take(check);
    await expect(checks.take(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    await checks.take(check);
  });
});

describe('the pace of one address', () => {
  it('counts wrong tries under whichever names, and lets one through each second after sixty', () => {
    const pace = new SignInPace();
    const tries = (at: string): number[] => Array.from({ length: 62 }, () => pace.secondsToWait('a', at));
    expect(tries(NOW)).toEqual([...Array.from({ length: 60 }, () => 0), 1, 1]);
    expect(tries(addMs(NOW, 1_000)).filter((wait) => wait === 0)).toHaveLength(1);
    expect(pace.secondsToWait('b', NOW)).toBe(0);
  });

  it('does not count those that were right', () => {
    const pace = new SignInPace();
    for (let count = 0; count < 200; count += 1) {
      expect(pace.secondsToWait('a', NOW)).toBe(0);
      pace.succeeded('a', NOW);
    }
  });
});

describe('signing in while somebody floods it with made-up names', () => {
  let casework: CaseworkForTests;
  beforeAll(async () => {
    casework = await CaseworkForTests.open();
  }, 60_000);
  afterAll(() => casework?.close());

  const signIn = (username: string, password: string): Promise<Response> =>
    fetch(`${casework.url}/api/v1/sessions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username, password }),
    });

  it('is answered by nothing but no, wait or come back, with the seconds, and goes on after', async () => {
    const answers = await Promise.all(
      Array.from({ length: 150 }, (_, index) => signIn(`nobody-${index}`, 'guess')),
    );
    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter((status) => ![401, 429, 503].includes(status))).toEqual([]);
    expect(statuses.filter((status) => status === 401).length).toBeLessThanOrEqual(60);
    for (const { status, headers } of answers)
      expect([status, Number(headers.get('retry-after')) > 0]).toEqual([status, status !== 401]);
    while ((await signIn('nobody-more', 'guess')).status !== 429);

    const visitor = new Visitor(casework.url);
    await visitor.get('/sign-in?lang=en');
    const page = await visitor.send('/sign-in', { username: 'desk-1', password: PASSWORD });
    expect([page.status, page.text]).toEqual([429, expect.stringContaining('1')]);
    casework.agency.now = addMs(casework.agency.now, 2_000);
    expect((await signIn('desk-1', PASSWORD)).status).toBe(201);
  });
});
