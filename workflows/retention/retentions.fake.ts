import { CaseUnderTest, sampleContext } from '#domain/complaint/complaint.builder.js';
import { isRefusal } from '#domain/complaint/refusal.js';
import { decideRetention, type RetentionContext } from '#domain/retention/decide.js';
import { beginRetention, foldRetention } from '#domain/retention/evolve.js';
import type { RetentionEvent } from '#domain/retention/retention-event.js';
import type { RetentionPorts } from './retention.ports.js';

/** A case that is over, of which every key moves and every destruction succeeds. */
const context: RetentionContext = {
  ...sampleContext,
  complaint: CaseUnderTest.closed().after(40).ring().state,
  obstacle: null,
  isKeyMoved: true,
  destroyed: { keys: 8, texts: 5, files: 1 },
};

/** The worker's side in memory: the ledger of the keeping of one case, which decides by the domain's own rules. */
export class RetentionLedgerFake implements RetentionPorts {
  readonly events: RetentionEvent[];

  constructor(private readonly opened: RetentionEvent<'RetentionOpened'>) {
    this.events = [opened];
  }

  openRetention: RetentionPorts['openRetention'] = ({ state, at }) =>
    this.recordRetention({
      state,
      command: { name: 'open-retention', id: 'open', actor: { kind: 'system' }, at, params: {} },
      signature: null,
    });

  recordRetention: RetentionPorts['recordRetention'] = async ({ state, command }) => {
    const missed = this.events.slice(state.version);
    const now = foldRetention(beginRetention(this.opened), this.events.slice(1));
    const outcome = decideRetention(now, command, context);
    if (isRefusal(outcome)) {
      const { code, params } = outcome;
      return { missed, events: [], isRepeat: false, refusal: { code, params } };
    }
    this.events.push(...outcome);
    return { missed, events: outcome, isRepeat: false };
  };
}
