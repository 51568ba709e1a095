import { setTimeout as pause } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import type { ComplaintEvent } from '#domain/complaint/complaint-event.js';
import { Refusal } from '#domain/complaint/refusal.js';
import type { DataRequestEvent } from '#domain/data-request/data-request-event.js';
import type { ProtectionEvent } from '#domain/protection/protection-event.js';
import type { RetentionEvent } from '#domain/retention/retention-event.js';
import { addMs } from '#domain/time/instant.js';
import {
  claimOutbox,
  markDelivered,
  markUndelivered,
  type ClaimedMessage,
} from '#persistence/outbox-store.js';
import type { Time } from '#settings/time.js';
import type { DataRequestUpdate } from '#workflows/data-request/data-request.contract.js';
import type { ProtectionUpdate } from '#workflows/protection/protection.contract.js';
import type { RetentionUpdate } from '#workflows/retention/retention.contract.js';
import { openPayload, type OutboxCommand, type OutboxPayload } from './outbox-payload.js';

/** Where messages go: Temporal, or a fake in specs. All calls may be repeated at will. */
export interface WorkflowPort {
  startComplaint(received: ComplaintEvent<'ComplaintReceived'>): Promise<'started' | 'unreachable'>;
  sendCommand(
    reference: string,
    command: OutboxCommand,
    signature: string,
  ): Promise<ComplaintEvent[] | Refusal | 'unreachable'>;
  startProtection(opened: ProtectionEvent<'ProtectionOpened'>): Promise<'started' | 'unreachable'>;
  startRetention(opened: RetentionEvent<'RetentionOpened'>): Promise<'started' | 'unreachable'>;
  sendToRetention(
    reference: string,
    command: RetentionUpdate,
    signature: string,
  ): Promise<RetentionEvent[] | Refusal | 'unreachable'>;
  startDataRequest(received: DataRequestEvent<'DataRequestReceived'>): Promise<'started' | 'unreachable'>;
  sendToDataRequest(
    reference: string,
    command: DataRequestUpdate,
    signature: string,
  ): Promise<DataRequestEvent[] | Refusal | 'unreachable'>;
  sendToProtection(
    id: string,
    command: ProtectionUpdate,
    signature: string,
  ): Promise<ProtectionEvent[] | Refusal | 'unreachable'>;
}

export interface RelayOptions {
  main: DataSource;
  /** The current one first. */
  codecKeys: () => readonly Buffer[];
  time: Time;
  port: WorkflowPort;
  /** Told of every failure; the message stays and is tried again. */
  onError?: (error: unknown) => void;
  pollMs?: number;
  /** While true the relay goes slowly: what is in the outbox is safe, and whoever is filing waits for an answer. */
  isHurried?: () => boolean;
}

const POLL_MS = 1_000;
const BATCH = 20;
const HURRIED_BATCH = 1;
const HURRIED_PAUSE_MS = 500;
/** Longer than any call through the port takes; whoever dies with a message leaves it for that long. */
const LEASE_MS = 30_000;
const LONGEST_WAIT_MS = 15_000;

const waitAfter = (attempts: number): number => Math.min(500 * 2 ** Math.min(attempts, 10), LONGEST_WAIT_MS);

/** Brings what waits in the outbox to the workflows, at least once, each case's messages in their order. */
export class OutboxRelay {
  private timer: NodeJS.Timeout | null = null;
  private running: Promise<void> | null = null;
  private isWanted = false;
  private phase: 'new' | 'running' | 'stopped' = 'new';

  constructor(private readonly options: RelayOptions) {}

  start(): void {
    this.phase = 'running';
    this.kick();
  }

  /** Looks at once; called after each filing and each message. */
  kick(): void {
    if (this.phase !== 'running') return;
    this.isWanted = true;
    this.running ??= this.run().finally(() => {
      this.running = null;
      if (this.isWanted) this.kick();
      else this.pollLater();
    });
  }

  /** Waits for what is on its way and takes nothing more. */
  async stop(): Promise<void> {
    this.phase = 'stopped';
    if (this.timer !== null) clearTimeout(this.timer);
    await this.running;
  }

  /** Delivers everything that may go now; returns how many messages were handled. */
  async drain(): Promise<number> {
    const { main, time } = this.options;
    for (let handled = 0; ;) {
      const isHurried = this.phase === 'running' && (this.options.isHurried?.() ?? false);
      const messages = await claimOutbox(main, time.now(), isHurried ? HURRIED_BATCH : BATCH, LEASE_MS);
      // No transaction is open here: a slow workflow holds no row.
      await Promise.all(messages.map((message) => this.deliver(message)));
      handled += messages.length;
      if (messages.length === 0) return handled;
      if (isHurried) await pause(HURRIED_PAUSE_MS);
    }
  }

  private async run(): Promise<void> {
    this.isWanted = false;
    await this.drain().catch((error: unknown) => this.options.onError?.(error));
  }

  private pollLater(): void {
    if (this.phase !== 'running') return;
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = setTimeout(() => this.kick(), this.options.pollMs ?? POLL_MS);
  }

  private async deliver(message: ClaimedMessage): Promise<boolean> {
    const { main, time, onError } = this.options;
    try {
      const outcome = await this.send(message);
      if (outcome.isTaken) {
        await markDelivered(main, message.id, time.now(), outcome.refused);
        return true;
      }
      await this.putBack(message, 'unreachable');
    } catch (error) {
      onError?.(error);
      const reason = error instanceof Error ? error.message : String(error);
      await this.putBack(message, reason).catch((failure: unknown) => onError?.(failure));
    }
    return false;
  }

  private putBack({ id, attempts }: ClaimedMessage, reason: string): Promise<void> {
    const { main, time } = this.options;
    return markUndelivered(main, id, reason, addMs(time.now(), waitAfter(attempts)));
  }

  /** Whether the workflow has it, and the refusal's code when it said no. */
  private async send(message: ClaimedMessage): Promise<{ isTaken: boolean; refused: string | null }> {
    const payload = openPayload(this.options.codecKeys(), message.messageId, message.payload);
    const outcome = await this.hand(message.reference, payload);
    return { isTaken: outcome !== 'unreachable', refused: outcome instanceof Refusal ? outcome.code : null };
  }

  private hand(reference: string, payload: OutboxPayload): Promise<unknown> {
    const { port } = this.options;
    if ('received' in payload) return port.startComplaint(payload.received);
    if ('opened' in payload) return port.startProtection(payload.opened);
    if ('keeping' in payload) return port.startRetention(payload.keeping);
    if ('asked' in payload) return port.startDataRequest(payload.asked);
    if ('ofDataRequest' in payload)
      return port.sendToDataRequest(reference, payload.ofDataRequest, payload.signature);
    if ('ofRetention' in payload)
      return port.sendToRetention(reference, payload.ofRetention, payload.signature);
    return 'ofProtection' in payload
      ? port.sendToProtection(payload.protection, payload.ofProtection, payload.signature)
      : port.sendCommand(reference, payload.command, payload.signature);
  }
}
