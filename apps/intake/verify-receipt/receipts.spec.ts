import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { FilingProof, FilingReceipt } from '#filing/filing-receipt.js';
import { headsFile } from '#ledger/heads.js';
import { HeadsRecorder } from '#ledger/heads-recorder.js';
import { appendEvents } from '#persistence/case-ledger-store.js';
import { readFirstHashes, readHeads } from '#persistence/ledger-store.js';
import { projectPath } from '#settings/project-path.js';
import { openKeyring } from '#vault/keyring.js';
import { intakeStage, type IntakeStage } from '../intake.stage.js';
import { Visitor } from '../visitor.fake.js';

const NOW = '2026-11-24T13:00:00.000Z';
const COMPLAINT = {
  category: 'corruption',
  subject: 'เรียกรับเงินในการจัดซื้อ',
  details: 'มีการเรียกรับเงินร้อยละสิบก่อนลงนาม',
  identity: { mode: 'confidential', name: 'นางสาวผู้ร้อง ลับ' },
};

interface Filed {
  reference: string;
  receiptCode: string;
}

let stage: IntakeStage;
let one: Filed;
let receipt: FilingReceipt;
let proof: FilingProof;

beforeAll(async () => {
  stage = await intakeStage(NOW);
  one = await filed();
  const visitor = await tracking(one);
  await visitor.open('/track/case/receipt.json');
  receipt = JSON.parse(visitor.page.toString()) as FilingReceipt;
  await visitor.open('/track/case/proof');
  await visitor.send({ shown: 'narrative' });
  proof = JSON.parse(visitor.page.toString()) as FilingProof;
  // What happens next moves the head on before it is signed.
  const { main, sealOf } = stage.databases;
  const event = { type: 'ComplaintWithdrawn', schemaVersion: 1, at: NOW, actor: 'complainant', body: {} };
  await appendEvents(main.manager, `complaint-${one.reference}`, 1, 'next', [event as never], sealOf);
});
afterAll(() => stage.close());

async function filed(): Promise<Filed> {
  const answer = await fetch(`${stage.url}/api/v1/complaints`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(COMPLAINT),
  });
  return (await answer.json()) as Filed;
}

async function tracking({ reference, receiptCode }: Filed): Promise<Visitor> {
  const visitor = new Visitor(stage.url);
  await visitor.open('/track?lang=en');
  await visitor.send({ reference, code: receiptCode });
  return visitor;
}

async function checked(text: string): Promise<string> {
  const visitor = new Visitor(stage.url);
  await visitor.open('/verify-receipt?lang=en');
  await visitor.send({ receipt: text });
  return visitor.text('[role=status]') || visitor.text('.govuk-error-summary');
}

const signHeads = async (): Promise<void> => {
  const { main, dataDir, keysDir } = stage.databases;
  const keyring = openKeyring(keysDir, ['ledger-signing']);
  await new HeadsRecorder(dataDir, keyring).record(await readHeads(main.manager), NOW, (streams) =>
    readFirstHashes(main.manager, streams),
  );
};

describe('a signed receipt', () => {
  it('says when the complaint was filed and commits to what it says, without a word of it', () => {
    expect(receipt).toMatchObject({ version: 1, reference: one.reference, filedAt: NOW });
    expect(Object.keys(receipt.commitments).sort()).toEqual(['identity', 'narrative', 'subjects']);
    expect(JSON.stringify(receipt)).not.toMatch(/เรียกรับเงิน|ผู้ร้อง/);
    expect(JSON.stringify(receipt)).not.toContain(one.receiptCode);
    expect(JSON.stringify(receipt).length).toBeLessThan(1_000);
  });

  it('stands on the confirmation to be printed, and is downloaded there', async () => {
    const visitor = new Visitor(stage.url);
    await visitor.complain();
    expect(visitor.path).toBe('/complain/done');
    expect(visitor.page.querySelector('svg.receipt-picture path')?.getAttribute('d')?.length).toBeGreaterThan(
      5_000,
    );
    await visitor.open('/complain/done/receipt.json');
    expect(JSON.parse(visitor.page.toString())).toMatchObject({ version: 1, filedAt: NOW });
  });

  it('is only for whoever has the code', async () => {
    for (const path of ['/track/case/receipt.json', '/track/case/proof', '/complain/done/receipt.json']) {
      const stranger = new Visitor(stage.url);
      await stranger.open(path);
      expect(['/track', '/']).toContain(stranger.path);
    }
  });

  it('is confirmed to anybody, with what the ledger and its signed heads say', async () => {
    const before = await checked(JSON.stringify(receipt));
    expect(before).toContain(`received the complaint ${one.reference}`);
    expect(before).toContain('The ledger has the filing as the receipt says.');
    expect(before).toContain('cannot be seen here now');
    await signHeads();
    expect(await checked(JSON.stringify(proof, null, 2))).toContain('The filing is covered by the signature');
    const late = await filed();
    const visitor = await tracking(late);
    await visitor.open('/track/case/receipt.json');
    expect(await checked(visitor.page.toString())).toContain('No signature on the whole ledger covers');
  });

  it('that was changed, or that somebody made up, tells nothing of any case', async () => {
    const made = (changes: Partial<FilingReceipt>): Promise<string> =>
      checked(JSON.stringify({ ...receipt, ...changes }));
    const refused = 'This receipt is not one of this agency, or it has been changed.';
    expect(await made({ filedAt: '2026-11-24T12:00:00.000Z' })).toBe(refused);
    expect(await made({ reference: (await filed()).reference })).toBe(refused);
    expect(await made({ commitments: { ...receipt.commitments, narrative: '0'.repeat(64) } })).toBe(refused);
    expect(await made({ signature: '' })).toBe(refused);
    expect(await made({ keyId: '0'.repeat(16) })).toBe(refused);
    expect(await checked('{"version":1}')).toContain('Paste the whole receipt');
    expect(await checked('ไม่ใช่')).toContain('Paste the whole receipt');
  });

  it('is still genuine when the ledger has lost its case, and says so', async () => {
    const gone = await filed();
    const visitor = await tracking(gone);
    await visitor.open('/track/case/receipt.json');
    const kept = visitor.page.toString();
    const { main } = stage.databases;
    await main.query('ALTER TABLE ledger_entry DISABLE TRIGGER ledger_is_append_only');
    await main.query('DELETE FROM ledger_entry WHERE stream = $1', [`complaint-${gone.reference}`]);
    await main.query('ALTER TABLE ledger_entry ENABLE TRIGGER ledger_is_append_only');
    expect(await checked(kept)).toContain('The ledger has no such filing any more.');
  });
});

describe('the verifier that needs nobody', () => {
  const folder = mkdtempSync(join(tmpdir(), 'verifier-'));
  const put = (name: string, content: string): string => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };
  const run = (...files: string[]): Promise<{ code: number; output: string }> =>
    new Promise((resolve) => {
      const args = [projectPath('infra/verifier/verify-receipt.mjs'), ...files];
      execFile(process.execPath, args, (error, stdout, stderr) =>
        resolve({ code: error === null ? 0 : Number(error.code), output: stdout + stderr }),
      );
    });
  let keys: string;

  beforeAll(async () => {
    await signHeads();
    const published = await fetch(`${stage.url}/.well-known/prongsai-keys.json`);
    keys = put('keys.json', await published.text());
  });

  it('is the file that the page gives', async () => {
    const given = await fetch(`${stage.url}/verify-receipt/verify-receipt.mjs`);
    expect(await given.text()).toBe(readFileSync(projectPath('infra/verifier/verify-receipt.mjs'), 'utf8'));
  });

  it('finds receipt, words and heads in order', async () => {
    const heads = headsFile(stage.databases.dataDir);
    const { code, output } = await run(put('proof.json', JSON.stringify(proof)), keys, heads);
    expect(output).toContain('the agency signed this receipt');
    expect(output).toContain('the text narrative is what was filed');
    expect(output).toContain('the filing is in the heads signed at');
    expect(code).toBe(0);
  });

  it.each([
    ['another time', { filedAt: '2026-11-23T13:00:00.000Z' }, 'the signature of the receipt is wrong'],
    ['another entry', { entry: '0'.repeat(64) }, 'the signature of the receipt is wrong'],
    ['no signature', { signature: '' }, 'the signature of the receipt is wrong'],
    ['a key of nobody', { keyId: '0'.repeat(16) }, 'the signature of the receipt is wrong'],
    [
      'other words',
      { opened: { narrative: { text: 'ไม่ได้เขียน', salt: '00' } } },
      'the text narrative is not what was filed',
    ],
  ])('finds %s', async (_, changes, found) => {
    const { code, output } = await run(put('other.json', JSON.stringify({ ...proof, ...changes })), keys);
    expect(output).toContain(found);
    expect(code).toBe(1);
  });

  it('finds a line of the heads that was taken out or changed', async () => {
    await signHeads();
    const text = readFileSync(headsFile(stage.databases.dataDir), 'utf8');
    const [first = '', ...others] = text.trim().split('\n');
    const file = put('proof.json', JSON.stringify(proof));
    expect(await run(file, keys, put('cut.jsonl', others.join('\n')))).toMatchObject({ code: 1 });
    const changed = [first.replace(/"streams":\d+/, '"streams":99'), ...others].join('\n');
    const { code, output } = await run(file, keys, put('changed.jsonl', changed));
    expect(output).toContain('line 1 of the signed heads is wrong');
    expect(code).toBe(1);
  });

  it('finds a key that was published under a name that is not its own', async () => {
    const other = openKeyring(stage.databases.keysDir, []).verifiers('intake-signing')[0]!;
    const forged = {
      receipts: [{ keyId: receipt.keyId, publicKey: other.export({ type: 'spki', format: 'pem' }) }],
      heads: [],
    };
    const file = put('proof.json', JSON.stringify(proof));
    expect(await run(file, put('forged.json', JSON.stringify(forged)))).toMatchObject({ code: 1 });
  });

  it('says that it cannot check what is no receipt, and how it is used', async () => {
    expect(await run(put('broken.json', '{'), keys)).toMatchObject({ code: 2 });
    const { code, output } = await run();
    expect(code).toBe(2);
    expect(output).toContain('node verify-receipt.mjs receipt.json prongsai-keys.json [heads.jsonl]');
  });
});
