import { randomUUID } from 'node:crypto';
import type { CommandName } from '#domain/complaint/command.js';
import type { ProtectionCommandName } from '#domain/protection/protection-command.js';

/** A demonstration account, as `npm start` writes it. */
export interface Account {
  username: string;
  password: string;
  role: string;
  unit: string;
}

export interface LedgerRow {
  seq: number;
  type: string;
  at: string;
  actor: string;
  body: Record<string, unknown>;
}

/** Somebody of the agency, by the casework API of the running stack. */
export class Staff {
  private constructor(
    private readonly caseworkUrl: string,
    private readonly token: string,
    readonly account: Account,
  ) {}

  static async signIn(caseworkUrl: string, account: Account): Promise<Staff> {
    const answer = await fetch(`${caseworkUrl}/api/v1/sessions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username: account.username, password: account.password }),
    });
    if (!answer.ok) throw new Error(`sign-in ${account.username}: ${answer.status} ${await answer.text()}`);
    const { token } = (await answer.json()) as { token: string };
    return new Staff(caseworkUrl, token, account);
  }

  get(path: string): Promise<Response> {
    return fetch(`${this.caseworkUrl}/api/v1/${path}`, {
      headers: { authorization: `Bearer ${this.token}` },
    });
  }

  /** A page, as a program that signs in would ask for it. */
  page(path: string): Promise<Response> {
    return fetch(`${this.caseworkUrl}${path}`, {
      headers: { authorization: `Bearer ${this.token}` },
      redirect: 'manual',
    });
  }

  async read<T>(path: string): Promise<T> {
    const answer = await this.get(path);
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as T;
  }

  post(reference: string, command: CommandName, body: unknown, id: string = randomUUID()): Promise<Response> {
    return fetch(`${this.caseworkUrl}/api/v1/complaints/${reference}/commands/${command}`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${this.token}`,
        'content-type': 'application/json',
        'idempotency-key': id,
      },
      body: JSON.stringify(body),
    });
  }

  /** Gives the command and insists that it is carried out: what met a busy system is sent again, the same. */
  async give(reference: string, command: CommandName, body: unknown = {}): Promise<void> {
    const id = randomUUID();
    let answer = await this.post(reference, command, body, id);
    for (let again = 0; answer.status === 503 && again < 5; again++)
      answer = await this.post(reference, command, body, id);
    if (!answer.ok)
      throw new Error(`${command} by ${this.account.username}: ${answer.status} ${await answer.text()}`);
  }

  /** Shows once more to be there, as what asks who somebody is demands. */
  async confirm(): Promise<void> {
    const answer = await this.send('sessions/confirmation', { password: this.account.password });
    if (!answer.ok) throw new Error(`confirmation: ${answer.status} ${await answer.text()}`);
  }

  /** Gives a command for a protected person and insists that it is carried out. */
  async protect(id: string, command: ProtectionCommandName, body: unknown): Promise<void> {
    const answer = await this.send(`protections/${id}/commands/${command}`, body);
    if (!answer.ok)
      throw new Error(`${command} by ${this.account.username}: ${answer.status} ${await answer.text()}`);
  }

  private send(path: string, body: unknown): Promise<Response> {
    return fetch(`${this.caseworkUrl}/api/v1/${path}`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${this.token}`,
        'content-type': 'application/json',
        'idempotency-key': randomUUID(),
      },
      body: JSON.stringify(body),
    });
  }

  async history(reference: string): Promise<LedgerRow[]> {
    return (await this.read<{ entries: LedgerRow[] }>(`complaints/${reference}/history`)).entries;
  }
}
