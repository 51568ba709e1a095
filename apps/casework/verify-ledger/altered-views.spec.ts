import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { VerificationReport } from '#ledger/verification.js';
import { verifyDatabase } from '#persistence/ledger-verification.js';
import { CaseworkForTests } from '../casework.fake.js';
import { Visitor } from '../visitor.fake.js';

let casework: CaseworkForTests;
/** Protections in a case that `auditor-1` may not hear of, and in one that everybody who watches may. */
let hidden: string;
let open: string;
beforeAll(async () => {
  casework = await CaseworkForTests.open();
  hidden = await casework.protections.open(await casework.file({}, ['auditor-1']));
  open = await casework.protections.open(await casework.file());
}, 60_000);
afterAll(() => casework?.close());

const sql = (statement: string): Promise<unknown> => casework.agency.databases.main.query(statement);
const told = ({ findings }: VerificationReport): string[] =>
  findings.map(({ stream, what }) => `${stream} ${what}`).sort();
const asToldTo = async (who: string): Promise<VerificationReport> =>
  (await (await casework.api(who, 'GET', '/api/v1/ledger/verification')).json()) as VerificationReport;
const byCommand = (): Promise<VerificationReport> => {
  const { databases, worker: keyring } = casework.agency;
  return verifyDatabase(databases.main, { dataDir: databases.dataDir, keyring });
};

it('tells an auditor that something is wrong in a protection they are kept from, and not in which', async () => {
  expect(await asToldTo('auditor-1')).toMatchObject({ isWhole: true, findings: [] });
  await sql(
    `UPDATE protection_view SET state = jsonb_set(state, '{isStaff}', 'true') WHERE id = '${hidden}'`,
  );
  const report = await asToldTo('auditor-1');
  expect(report).toMatchObject({ isWhole: false, hasHiddenFaults: true, findings: [] });
  expect(told(await asToldTo('auditor-2'))).toEqual([`protection-${hidden} view-altered`]);
});

it('names a protection that everybody who watches may hear of, on the page in words', async () => {
  await sql(`DELETE FROM protection_view WHERE id = '${open}'`);
  expect(told(await asToldTo('auditor-1'))).toEqual([`protection-${open} view-removed`]);
  const auditor = await Visitor.signedIn(casework.url, 'auditor-1');
  await auditor.get('/verify-ledger');
  const { text } = await auditor.send('/verify-ledger', {});
  expect(text).toContain('what is read of this matter was removed');
  expect(text).not.toContain(hidden);
});

it('names a request for data that was altered, but to nobody one that was removed: nobody knows whom it is kept from', async () => {
  const altered = await casework.dataRequests.file();
  const removed = await casework.dataRequests.file();
  const before = { auditor: await asToldTo('auditor-2'), command: await byCommand() };
  await sql(`UPDATE data_request SET is_over = true WHERE reference = '${altered}'`);
  await sql(`DELETE FROM data_request WHERE reference = '${removed}'`);
  const report = await asToldTo('auditor-2');
  expect(before.auditor.hasHiddenFaults).toBeUndefined();
  expect(report.hasHiddenFaults).toBe(true);
  const found = [`data-request-${altered} view-altered`];
  expect(told(report)).toEqual([...told(before.auditor), ...found].sort());
  found.push(`data-request-${removed} view-removed`);
  expect(told(await byCommand())).toEqual([...told(before.command), ...found].sort());
});
