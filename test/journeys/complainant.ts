import { randomUUID } from 'node:crypto';

export interface Filed {
  reference: string;
  receiptCode: string;
  filedAt: string;
  deemedReceivedAt: string;
  clocks: { id: string; dueAt: string; why: unknown[] }[];
}

/** What the published figures say of one block. */
export interface Counted {
  total: number;
  completed: number;
  inProgress: number;
  carriedOver: number;
  received: number;
}

export interface Tracked {
  status: string;
  clocks: { id: string; dueAt: string; why: unknown[] }[];
  messages: { text: string }[];
}

export interface Protection {
  isOver: boolean;
  askedAt: string | null;
  worksHere: boolean | null;
  identityAccesses: { role: string; purpose: string; ground: string; readAt: string[] }[];
}

export const anonymousComplaint = {
  category: 'corruption',
  subject: 'เรียกรับเงินในการจัดซื้อ',
  details: 'มีการเรียกรับเงินร้อยละสิบจากผู้ขายก่อนลงนามในสัญญา มีใบเสนอราคาและพยานสองคน',
  identity: { mode: 'anonymous' },
};

/** Somebody who complains, by the public API of the running stack. */
export class Complainant {
  constructor(private readonly publicUrl: string) {}

  post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
    return fetch(`${this.publicUrl}/api/v1/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID(), ...headers },
      body: JSON.stringify(body),
    });
  }

  async file(complaint: Record<string, unknown> = anonymousComplaint): Promise<Filed> {
    const answer = await this.post('complaints', complaint);
    if (answer.status !== 201) throw new Error(`${answer.status} ${await answer.text()}`);
    return (await answer.json()) as Filed;
  }

  async track({ reference, receiptCode }: Filed): Promise<Tracked> {
    const answer = await fetch(`${this.publicUrl}/api/v1/complaints/${reference}`, {
      headers: { 'receipt-code': receiptCode },
    });
    if (answer.status !== 200) throw new Error(`${answer.status} ${await answer.text()}`);
    return (await answer.json()) as Tracked;
  }

  write(filed: Filed, text: string): Promise<void> {
    return this.send(filed, 'messages', { text });
  }

  withdraw(filed: Filed, body: Record<string, unknown>): Promise<void> {
    return this.send(filed, 'withdrawal', body);
  }

  /** Says how things are; of harm the case that was opened for it. */
  async answer({ reference, receiptCode }: Filed, body: Record<string, unknown>): Promise<Filed | null> {
    const answer = await this.post(`complaints/${reference}/check-in`, body, { 'receipt-code': receiptCode });
    if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
    return ((await answer.json()) as { retaliation: Filed | null }).retaliation;
  }

  /** Says whether they work for the agency. */
  tellEmployment(filed: Filed, worksHere: boolean): Promise<void> {
    return this.send(filed, 'employment', { worksHere });
  }

  async protection({ reference, receiptCode }: Filed): Promise<Protection> {
    const answer = await fetch(`${this.publicUrl}/api/v1/complaints/${reference}/protection`, {
      headers: { 'receipt-code': receiptCode },
    });
    if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
    return (await answer.json()) as Protection;
  }

  private async send({ reference, receiptCode }: Filed, what: string, body: unknown): Promise<void> {
    const answer = await this.post(`complaints/${reference}/${what}`, body, { 'receipt-code': receiptCode });
    if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
  }

  async statistics(fiscalYear: number): Promise<Counted & { integrity: Counted }> {
    const answer = await fetch(`${this.publicUrl}/api/v1/statistics?fiscalYear=${fiscalYear}`);
    return (await answer.json()) as Counted & { integrity: Counted };
  }
}
