import { randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';

export interface Answer {
  status: number;
  body: string;
  bytes: number;
}

const agent = new Agent({ keepAlive: false });

/** Sends as the visitor of that number: each has a loopback address of its own, since the site slows down one that hurries. */
export function send(
  url: string,
  options: { visitor?: number; method?: string; headers?: Record<string, string>; body?: string } = {},
): Promise<Answer> {
  const { visitor = 0, method = 'GET', headers = {}, body } = options;
  const localAddress = `127.${1 + (visitor % 200)}.${1 + Math.floor(visitor / 200)}.1`;
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { agent, method, headers, localAddress }, (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('error', reject);
      incoming.on('end', () => {
        const all = Buffer.concat(chunks);
        resolve({ status: incoming.statusCode ?? 0, body: all.toString(), bytes: all.length });
      });
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

/** Signs in to casework's API; the headers by which it knows the person afterwards. */
export async function signIn(
  caseworkUrl: string,
  { username, password }: { username: string; password: string },
): Promise<Record<string, string>> {
  const { body } = await send(`${caseworkUrl}/api/v1/sessions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username, password }),
  });
  return { authorization: `Bearer ${(JSON.parse(body) as { token: string }).token}` };
}

const details = 'มีการเรียกรับเงินร้อยละสิบจากผู้ขายก่อนลงนามในสัญญา มีใบเสนอราคาและพยานสองคน '.repeat(6);

/** A complaint of common length, by a confidential complainant who left an address and names an official. */
const complaint = JSON.stringify({
  category: 'corruption',
  subject: 'เรียกรับเงินในการจัดซื้อ',
  details,
  accused: [{ position: 'หัวหน้าพัสดุ' }],
  identity: { mode: 'confidential', name: 'สมหญิง ใจดี', email: 'somying@example.com' },
  language: 'th',
});

/** Files one complaint; returns its reference. Throws when it is not received. */
export async function fileComplaint(publicUrl: string, visitor: number): Promise<string> {
  const { status, body } = await send(`${publicUrl}/api/v1/complaints`, {
    visitor,
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID() },
    body: complaint,
  });
  if (status !== 201) throw new Error(`${status} ${body.slice(0, 200)}`);
  return (JSON.parse(body) as { reference: string }).reference;
}
