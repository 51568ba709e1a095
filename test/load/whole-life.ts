import { randomBytes, randomUUID } from 'node:crypto';
import type { Client } from '@temporalio/client';
import type { Command, TextRef } from '#domain/complaint/command.js';
import { instantOf } from '#domain/time/instant.js';
import { sendCommand } from '#temporal/complaint-calls.js';
import { type Keyring } from '#vault/keyring.js';
import { signCommand } from '#vault/signature.js';
import type { UpdateName } from '#workflows/complaint/complaint.contract.js';
import { type Throughput, timed } from './figures.js';

const text = (): TextRef => ({ id: randomUUID(), hash: randomBytes(32).toString('hex') });

/** A corruption case from its screening to its closing: who gives which command. */
const LIFE: [who: string, name: UpdateName, params: () => object][] = [
  ['desk-1', 'accept', () => ({ unit: 'finance' })],
  ['head-finance', 'assign', () => ({ officer: 'officer-finance-1', reason: text() })],
  ['officer-finance-1', 'record-finding', () => ({ finding: 'substantiated', text: text() })],
  ['officer-finance-1', 'submit-report', () => ({ report: text() })],
  ['governor', 'decide', () => ({ decision: 'corrective', text: text() })],
  ['desk-1', 'notify-outcome', () => ({ outcome: text() })],
  ['desk-1', 'close', () => ({})],
];
export const STEPS_OF_A_LIFE = LIFE.length;

/** Takes open cases through the whole procedure by signed Updates, as casework sends them, `atOnce` at a time. */
export function wholeLives(
  { client, keyring }: { client: Client; keyring: Keyring },
  references: readonly string[],
  options: { atOnce: number; withinMs: number },
): Promise<Throughput> {
  const key = keyring.signer('casework-signing');
  return timed(
    async (index) => {
      const reference = references[index] ?? '';
      for (const [id, name, params] of LIFE) {
        const command = {
          name,
          id: randomUUID(),
          actor: { kind: 'staff', id },
          at: instantOf(Date.now()),
          params: params(),
        } as unknown as Command<UpdateName>;
        const outcome = await sendCommand(
          client,
          reference,
          command,
          signCommand(key, reference, command),
          30_000,
        );
        if (!Array.isArray(outcome))
          throw new Error(`${name}: ${outcome === 'unreachable' ? outcome : outcome.code}`);
      }
    },
    { count: references.length, ...options },
  );
}
