import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { VerificationReport } from '#ledger/verification.js';
import { HeadsRecorder } from '#ledger/heads-recorder.js';
import { ledgerSeal } from '#ledger/seal.js';
import { transaction } from '#persistence/data-source.js';
import { appendFact, readHeads } from '#persistence/ledger-store.js';
import { verifyDatabase } from '#persistence/ledger-verification.js';
import { openKeyring } from '#vault/keyring.js';
import { CaseworkForTests } from '../casework.fake.js';
import { Visitor } from '../visitor.fake.js';

let casework: CaseworkForTests;
let open: string;
let keptOut: string;
/** Filed, its workflow not started yet: nobody knows whom it names. */
let waiting: string;
beforeAll(async () => {
  casework = await CaseworkForTests.open();
  open = await casework.file();
  keptOut = await casework.file({}, ['auditor-1']);
  waiting = (await casework.agency.file()).body.reference;
  for (const reference of [open, keptOut]) await casework.api('desk-1', 'GET', `/cases/${reference}`);
}, 60_000);
afterAll(() => casework?.close());

const whole = async (who: string): Promise<VerificationReport> =>
  (await (await casework.api(who, 'GET', '/api/v1/ledger/verification')).json()) as VerificationReport;
const page = async (who: string): Promise<string> => {
  const auditor = await Visitor.signedIn(casework.url, who);
  await auditor.get('/verify-ledger');
  return (await auditor.send('/verify-ledger', {})).text;
};
const sql = async (...statements: string[]): Promise<void> => {
  const { main } = casework.agency.databases;
  await main.query('ALTER TABLE ledger_entry DISABLE TRIGGER ledger_is_append_only');
  for (const statement of statements) await main.query(statement);
};
const countOf = async (condition: string): Promise<{ entries: number; streams: number }> => {
  const rows: { entries: number; streams: number }[] = await casework.agency.databases.main.query(
    `SELECT count(*)::int AS entries, count(DISTINCT stream)::int AS streams FROM ledger_entry WHERE ${condition}`,
  );
  return rows[0]!;
};

describe('verifying the whole ledger', () => {
  it('counts for an auditor the streams of the cases that exist for them, and those of no case', async () => {
    await whole('auditor-1');
    await whole('auditor-2');
    const own = `stream IN ('complaint-${open}', 'access-${open}', 'administration', 'accounts')`;
    expect(await whole('auditor-1')).toMatchObject({ ...(await countOf(own)), findings: [] });
    const theirs = await countOf(`stream <> 'complaint-${waiting}'`);
    expect(await whole('auditor-2')).toMatchObject({ ...theirs, findings: [] });
    const { streams } = await countOf(own);
    expect(await page('auditor-1')).toContain(`Streams: ${streams} `);
  });

  it('tells an auditor nothing of a case that is about them, by no stream of it', async () => {
    const before = await whole('auditor-1');
    const reference = await casework.file({}, ['auditor-1']);
    const { agency } = casework;
    for (const stream of [`protection-${reference}`, `protection-${reference}-w1`, `retention-${reference}`])
      await transaction(agency.databases.main, (manager) =>
        appendFact(
          manager,
          stream,
          { type: 'Told', schemaVersion: 1, at: agency.now, actor: 'system', body: {} },
          ledgerSeal(agency.worker),
        ),
      );
    await casework.api('desk-1', 'GET', `/cases/${reference}`);
    expect(await whole('auditor-1')).toEqual(before);
  });

  it('finds and names what is wrong in those alone', async () => {
    await sql(
      `UPDATE ledger_entry SET actor = 'staff:desk-2' WHERE stream = 'complaint-${open}' AND seq = 2`,
      ...[`complaint-${keptOut}`, `access-${keptOut}`, `complaint-${waiting}`].map(
        (stream) => `UPDATE ledger_entry SET actor = 'staff:desk-2' WHERE stream = '${stream}' AND seq = 1`,
      ),
    );
    const found = async (who: string): Promise<string[]> =>
      (await whole(who)).findings.map(({ stream, seq, what }) => `${stream} ${seq} ${what}`);
    const altered = (stream: string, seq: number): string => `${stream} ${seq} entry-altered`;
    expect(await found('auditor-1')).toEqual([altered(`complaint-${open}`, 2)]);
    expect((await found('auditor-2')).sort()).toEqual(
      [
        altered(`access-${keptOut}`, 1),
        altered(`complaint-${keptOut}`, 1),
        altered(`complaint-${open}`, 2),
      ].sort(),
    );
    const text = await page('auditor-1');
    expect([text.includes(open), text.includes(keptOut), text.includes(waiting)]).toEqual([
      true,
      false,
      false,
    ]);
  });

  it('still finds a case that was removed with everything that told of it', async () => {
    const { dataDir, keysDir, main } = casework.agency.databases;
    const recorder = new HeadsRecorder(dataDir, openKeyring(keysDir, ['ledger-signing']));
    const gone = await casework.file();
    await recorder.record(await readHeads(main.manager), casework.agency.now);
    const kept = `complaint-${keptOut}`;
    await sql(
      ...[`complaint-${gone}`, kept].flatMap((stream) => [
        `DELETE FROM ledger_entry WHERE stream = '${stream}'`,
        `DELETE FROM ledger_head WHERE stream = '${stream}'`,
      ]),
      `DELETE FROM case_view WHERE reference = '${gone}'`,
      `DELETE FROM filing WHERE reference = '${gone}'`,
    );
    const removed = async (who: string): Promise<string[]> =>
      (await whole(who)).findings.filter(({ what }) => what === 'stream-removed').map(({ stream }) => stream);
    expect(await removed('auditor-1')).toEqual([`complaint-${gone}`]);
    expect((await removed('auditor-2')).sort()).toEqual([`complaint-${gone}`, kept].sort());
  });

  it('finds a case that was opened to somebody, or hidden from everybody, past the ledger', async () => {
    const opened = await casework.file({}, ['head-finance']);
    const hidden = await casework.file();
    await sql(
      `UPDATE case_view SET excluded = '{}', state = jsonb_set(state, '{excluded}', '[]') WHERE reference = '${opened}'`,
      `DELETE FROM case_view WHERE reference = '${hidden}'`,
    );
    const report = await whole('auditor-2');
    expect(report.findings.map(({ stream, what }) => `${stream} ${what}`)).toContain(
      `complaint-${opened} view-altered`,
    );
    expect(report).toMatchObject({ isWhole: false, hasHiddenFaults: true });
    expect(report.findings.map(({ stream }) => stream)).not.toContain(`complaint-${hidden}`);
    const byCommand = await verifyDatabase(casework.agency.databases.main, {
      dataDir: casework.agency.databases.dataDir,
      keyring: casework.agency.worker,
    });
    expect(byCommand.findings.map(({ stream, what }) => `${stream} ${what}`)).toContain(
      `complaint-${hidden} view-removed`,
    );
  });
});
