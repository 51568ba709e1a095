#!/usr/bin/env node
// Checks a receipt of a complaint without the agency's help. Needs Node.js 20 and nothing else.
//   node verify-receipt.mjs receipt.json prongsai-keys.json [heads.jsonl]
// Ends with 0 when all that was checked is right, with 1 when anything is not, with 2 when it cannot check.
import { createHash, createHmac, createPublicKey, verify } from 'node:crypto';
import { createReadStream, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

const FIELDS = [
  'version',
  'agency',
  'reference',
  'filedAt',
  'deemedReceivedAt',
  'commitments',
  'entry',
  'keyId',
];
const FIRST = '0'.repeat(64);

let isRight = true;
function say(right, th, en) {
  isRight &&= right;
  console.log(`${right ? '✓' : '✗'} ${th} / ${en}`);
}

/** JSON with the keys of every object in order and nothing undefined. */
const canonical = (value) =>
  JSON.stringify(value, (_, part) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
const sha256 = (text) => createHash('sha256').update(text).digest('hex');

/** The published keys whose names are right: a name is the beginning of the key's own hash. */
const keysOf = (published) =>
  new Map(
    published.map(({ publicKey }) => {
      const key = createPublicKey(publicKey);
      const raw = Buffer.from(key.export({ format: 'jwk' }).x, 'base64url');
      return [sha256(raw).slice(0, 16), key];
    }),
  );
const isSigned = (key, part, signature) =>
  verify(null, Buffer.from(canonical(part)), key, Buffer.from(signature, 'base64'));

function checkSignature(receipt, keys) {
  const key = keys.get(receipt.keyId);
  const part = Object.fromEntries(FIELDS.map((field) => [field, receipt[field]]));
  const right = key !== undefined && receipt.version === 1 && isSigned(key, part, receipt.signature);
  say(
    right,
    right ? 'หน่วยงานลงลายมือชื่อในใบรับนี้จริง' : 'ลายมือชื่อในใบรับไม่ถูกต้อง',
    right ? 'the agency signed this receipt' : 'the signature of the receipt is wrong',
  );
  return right;
}

function checkTexts({ opened = {}, commitments }) {
  for (const [purpose, { text, salt }] of Object.entries(opened)) {
    const made = createHmac('sha256', Buffer.from(salt, 'hex')).update(text).digest('hex');
    const right = commitments[purpose] === made;
    say(
      right,
      right ? `ข้อความส่วน ${purpose} คือที่ยื่นไว้` : `ข้อความส่วน ${purpose} ไม่ใช่ที่ยื่นไว้`,
      right ? `the text ${purpose} is what was filed` : `the text ${purpose} is not what was filed`,
    );
  }
}

/** Whether the file's lines follow from each other and are signed, and when the case's first entry was signed. */
async function checkHeads(file, { reference, entry }, keys) {
  const stream = `complaint-${reference}`;
  const ended = new Set();
  let [previous, keyId, number, until, covered] = [FIRST, null, 0, null, null];
  for await (const text of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) {
    number += 1;
    const { signature, ...line } = JSON.parse(text);
    const [id] = [...keys].find(([, key]) => isSigned(key, line, signature)) ?? [];
    if (id === undefined || ended.has(id) || line.previous !== previous) {
      say(false, `บรรทัดที่ ${number} ของบัญชีหัวเรื่องไม่ถูกต้อง`, `line ${number} of the signed heads is wrong`);
      return;
    }
    if (keyId !== null && keyId !== id) ended.add(keyId);
    [keyId, previous, until] = [id, sha256(text), line.at];
    if (line.begun?.[stream] !== undefined) covered = { hash: line.begun[stream], at: line.at };
  }
  say(true, `บัญชีหัวเรื่องถูกต้องถึง ${until}`, `the signed heads are right until ${until}`);
  const right = covered !== null && covered.hash === entry;
  say(
    right,
    right ? `เรื่องนี้อยู่ในบัญชีที่ลงลายมือชื่อเมื่อ ${covered.at}` : 'เรื่องนี้ไม่อยู่ในบัญชีหัวเรื่อง',
    right ? `the filing is in the heads signed at ${covered.at}` : 'the filing is not in the signed heads',
  );
}

try {
  const [receiptFile, keysFile, headsFile] = process.argv.slice(2);
  if (keysFile === undefined)
    throw new Error('node verify-receipt.mjs receipt.json prongsai-keys.json [heads.jsonl]');
  const receipt = JSON.parse(readFileSync(receiptFile, 'utf8'));
  const published = JSON.parse(readFileSync(keysFile, 'utf8'));
  if (checkSignature(receipt, keysOf(published.receipts))) {
    console.log(`  ${receipt.agency} · ${receipt.reference} · ${receipt.filedAt}`);
    checkTexts(receipt);
    if (headsFile !== undefined) await checkHeads(headsFile, receipt, keysOf(published.heads));
  }
  process.exitCode = isRight ? 0 : 1;
} catch (error) {
  console.error(`ตรวจไม่ได้ / cannot check: ${error.message}`);
  process.exitCode = 2;
}
