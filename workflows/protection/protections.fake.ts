import { CaseUnderTest, sampleContext } from '#domain/complaint/complaint.builder.js';
import { isRefusal } from '#domain/complaint/refusal.js';
import { decideProtection } from '#domain/protection/decide.js';
import { begin, fold } from '#domain/protection/evolve.js';
import type { ProtectionContext } from '#domain/protection/protection-context.js';
import type { ProtectionEvent } from '#domain/protection/protection-event.js';
import type { ProtectionPorts } from './protection.ports.js';

/** Check-ins as the packs have them, over a whole year; the sample's own policy asks twice. */
const { policy } = sampleContext;
const checkIns = [30, 90, 180, 365].map((amount) => ({ amount, unit: 'calendar-days' as const }));
const context: ProtectionContext = {
  ...sampleContext,
  policy: { ...policy, protection: { ...policy.protection, checkIns } },
  complaint: CaseUnderTest.assigned().state,
};

/** The worker's side in memory: one protected person's ledger, which decides by the domain's own rules. */
export class ProtectionLedgerFake implements ProtectionPorts {
  readonly events: ProtectionEvent[];

  constructor(private readonly opened: ProtectionEvent<'ProtectionOpened'>) {
    this.events = [opened];
  }

  openProtection: ProtectionPorts['openProtection'] = ({ state, at }) =>
    this.recordProtection({
      state,
      command: { name: 'open-protection', id: 'open', actor: { kind: 'system' }, at, params: {} },
      signature: null,
    });

  recordProtection: ProtectionPorts['recordProtection'] = async ({ state, command }) => {
    const missed = this.events.slice(state.version);
    const now = fold(begin(this.opened), this.events.slice(1));
    const outcome = decideProtection(now, command, context);
    if (isRefusal(outcome)) {
      const { code, params } = outcome;
      return { missed, events: [], isRepeat: false, refusal: { code, params } };
    }
    this.events.push(...outcome);
    return { missed, events: outcome, isRepeat: false };
  };
}
