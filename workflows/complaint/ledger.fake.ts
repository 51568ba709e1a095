import type { Command } from '#domain/complaint/command.js';
import type { ComplaintEvent } from '#domain/complaint/complaint-event.js';
import { sampleContext } from '#domain/complaint/complaint.builder.js';
import { decide } from '#domain/complaint/decide.js';
import { replay } from '#domain/complaint/evolve.js';
import { isRefusal } from '#domain/complaint/refusal.js';
import type { ComplaintPorts, Recorded } from './complaint.ports.js';

interface Entry {
  commandId: string | null;
  event: ComplaintEvent;
}

/** The worker's side in memory: a ledger that decides by the domain's own rules. */
export class LedgerFake implements ComplaintPorts {
  readonly streams = new Map<string, Entry[]>();
  /** Names of the commands that fail once more before they are recorded, or after it. */
  readonly failBefore: string[] = [];
  readonly failAfter: string[] = [];

  file(received: ComplaintEvent<'ComplaintReceived'>): void {
    this.streams.set(received.body.reference, [{ commandId: null, event: received }]);
  }

  eventsOf(reference: string): ComplaintEvent[] {
    return (this.streams.get(reference) ?? []).map(({ event }) => event);
  }

  /** An entry of which no workflow task has heard. */
  append(reference: string, event: ComplaintEvent): void {
    this.streams.get(reference)?.push({ commandId: 'lost', event });
  }

  open: ComplaintPorts['open'] = ({ state, at }) => {
    const params = { matchedPersons: [], matchedUnits: [] };
    return this.record({
      state,
      command: { name: 'open', id: `open-${state.reference}`, actor: { kind: 'system' }, at, params },
      signature: null,
    });
  };

  record: ComplaintPorts['record'] = async ({ state, command }) => {
    this.failOnce(this.failBefore, command);
    const entries = this.streams.get(state.reference) ?? [];
    const missed = entries.slice(state.version).map(({ event }) => event);
    const earlier = entries.filter(({ commandId }) => commandId === command.id);
    const repeat: Recorded = { missed, events: earlier.map(({ event }) => event), isRepeat: true };
    if (earlier.length > 0) return repeat;
    const outcome = decide(replay(this.eventsOf(state.reference)), command, sampleContext);
    if (isRefusal(outcome)) {
      const { code, params } = outcome;
      return { missed, events: [], isRepeat: false, refusal: { code, params } };
    }
    entries.push(...outcome.map((event) => ({ commandId: command.id, event })));
    this.failOnce(this.failAfter, command);
    return { missed, events: outcome, isRepeat: false };
  };

  private failOnce(names: string[], { name }: Command): void {
    const at = names.indexOf(name);
    if (at < 0) return;
    names.splice(at, 1);
    throw new Error(`The database went away during ${name}`);
  }
}
