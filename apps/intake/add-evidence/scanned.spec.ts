import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { evidenceRoom } from '#evidence/evidence.builder.js';
import { clamdScan } from '#evidence/scanning/clamd.js';
import { readEvidence } from '#persistence/evidence-store.js';
import { anonymousComplaint, type Filed } from '../../../test/journeys/complainant.js';
import { CLAMD_MISSING, ClamdForTests, EICAR, hasClamd } from '../../../test/support/clamd.js';
import { intakeStage, type IntakeStage } from '../intake.stage.js';

const withClamd = hasClamd ? describe : describe.skip;
if (!hasClamd) process.stdout.write(CLAMD_MISSING);

withClamd('files that a real clamd looks into', () => {
  let stage: IntakeStage;
  let daemon: ClamdForTests | null = null;
  beforeAll(async () => {
    const clamd = await ClamdForTests.start();
    daemon = clamd;
    const room = evidenceRoom({ scan: clamdScan({ path: clamd.path }) });
    stage = await intakeStage('2026-11-24T13:00:00.000Z', undefined, room);
  });
  afterAll(async () => {
    await stage?.close();
    await daemon?.stop();
  });

  const filed = async (): Promise<Filed> => {
    const answer = await fetch(`${stage.url}/api/v1/complaints`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID() },
      body: JSON.stringify(anonymousComplaint),
    });
    return (await answer.json()) as Filed;
  };
  const send = async ({ reference, receiptCode }: Filed, ...texts: string[]): Promise<unknown> => {
    const form = new FormData();
    texts.forEach((text, index) => form.append('files', new Blob([text]), `${index}.txt`));
    const answer = await fetch(`${stage.url}/api/v1/complaints/${reference}/attachments`, {
      method: 'POST',
      headers: { 'receipt-code': receiptCode },
      body: form,
    });
    return ((await answer.json()) as { attachments: unknown }).attachments;
  };

  it('are held back where it finds something, and the others are not', async () => {
    const one = await filed();
    expect(await send(one, `อ่านก่อน ${EICAR}`, 'ไม่มีอะไร')).toEqual([
      expect.objectContaining({ isScanned: true, isQuarantined: true }),
      expect.objectContaining({ isScanned: true, isQuarantined: false }),
    ]);
    const rows = await readEvidence(stage.databases.main.manager, { reference: one.reference });
    expect(rows.map(({ ref }) => ref?.isQuarantined)).toEqual([true, false]);
  });

  it('are taken unscanned once it is away', async () => {
    await daemon?.stop();
    daemon = null;
    expect(await send(await filed(), 'ข้อความ')).toEqual([
      expect.objectContaining({ isScanned: false, isQuarantined: false }),
    ]);
  });
});
