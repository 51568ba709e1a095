import { execFile } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { headsFile } from '#ledger/heads.js';
import { projectPath } from '#settings/project-path.js';
import { openBrowser, openPhone } from '../support/browser.js';
import { startStack, type Stack } from '../support/stack.js';
import { until } from '../support/until.js';
import { anonymousComplaint, Complainant, type Filed } from './complainant.js';
import { Walk } from './walk.js';

let stack: Stack;
let browser: Browser;
let walk: Walk;
const folder = mkdtempSync(join(tmpdir(), 'receipt-'));

const put = (name: string, content: string): string => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};

/** The verifier on a machine that has nothing of ours: its code and what it said. */
const verify = (...files: string[]): Promise<{ code: number; output: string }> =>
  new Promise((resolve) => {
    const args = [projectPath('infra/verifier/verify-receipt.mjs'), ...files];
    execFile(process.execPath, args, (error, stdout, stderr) =>
      resolve({ code: Number(error?.code ?? 0), output: stdout + stderr }),
    );
  });

/** What the public page says of a receipt to somebody who was never here before. */
async function asked(receipt: string): Promise<string> {
  const stranger = await openPhone(browser);
  await stranger.goto(`${stack.publicUrl}/verify-receipt?lang=en`);
  await stranger.fill('#receipt', receipt);
  await walk.goOn(stranger);
  const said = await stranger.locator('[role=status]').innerText();
  await stranger.context().close();
  return said;
}

const inBrowser = process.env['CHROMIUM_PATH'] === undefined ? describe.skip : describe;

inBrowser('whoever complained can prove it later, without us', () => {
  beforeAll(async () => {
    stack = await startStack();
    browser = await openBrowser();
    walk = new Walk(stack, browser);
  }, 180_000);
  afterAll(async () => {
    await browser?.close();
    await stack?.stop();
  });
  let filed: Filed;
  let phone: Page;
  let receipt: string;
  let proof: string;
  let keys: string;

  it('saves the receipt on the tracking page, and a proof of what was said', async () => {
    filed = await new Complainant(stack.publicUrl).file();
    phone = await openPhone(browser);
    await phone.goto(`${stack.publicUrl}/track`);
    await phone.fill('#reference', filed.reference);
    await phone.fill('#code', filed.receiptCode);
    await walk.goOn(phone);
    const saved = await phone.context().request.get(`${stack.publicUrl}/track/case/receipt.json`);
    receipt = await saved.text();
    expect(JSON.parse(receipt)).toMatchObject({ reference: filed.reference, filedAt: filed.filedAt });
    expect(receipt).not.toContain(anonymousComplaint.subject);
    expect(receipt).not.toContain(filed.receiptCode);

    await phone.goto(`${stack.publicUrl}/track/case/proof`);
    await phone.check('[name="shown"][value="narrative"]');
    const download = phone.waitForEvent('download');
    await walk.goOn(phone);
    const path = join(folder, 'downloaded.json');
    await (await download).saveAs(path);
    expect((await verify(path)).code).toBe(2);
    proof = path;
    keys = put('keys.json', await (await fetch(`${stack.publicUrl}/.well-known/prongsai-keys.json`)).text());
  });

  it('shows it to a court, whose own program finds it signed and the words those that were filed', async () => {
    const alone = await verify(put('receipt.json', receipt), keys);
    expect(alone).toMatchObject({
      code: 0,
      output: expect.stringContaining('the agency signed this receipt'),
    });
    const { code, output } = await verify(proof, keys);
    expect(output).toContain('the text narrative is what was filed');
    expect(code).toBe(0);
    const later = JSON.stringify({ ...(JSON.parse(receipt) as object), filedAt: '2020-01-01T00:00:00.000Z' });
    expect((await verify(put('changed.json', later), keys)).code).toBe(1);
  });

  it('is confirmed to anybody by the public page, soon by the signed heads too', async () => {
    expect(await asked(receipt)).toContain(`received the complaint ${filed.reference}`);
    await until(async () => (await asked(receipt)).includes('is covered by the signature'), 150_000);
    const heads = headsFile(stack.settings.dataDir);
    const { code, output } = await verify(put('receipt.json', receipt), keys, heads);
    expect(output).toContain('the filing is in the heads signed at');
    expect(code).toBe(0);
    const foreign = JSON.stringify({ ...(JSON.parse(receipt) as object), reference: 'TRT-69-0000-0000' });
    expect(await asked(foreign)).toContain('not one of this agency, or it has been changed');
  }, 240_000);

  it('meets no page that axe finds wrong', () => {
    expect(walk.faults).toEqual([]);
  });
});
