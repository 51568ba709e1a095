import { Controller, Get } from '@nestjs/common';
import { asExactAs, clockAsExactAs, precisionFor, precisionOf } from '#domain/access/precision.js';
import type { ProtectionEvent } from '#domain/protection/protection-event.js';
import { type SeenWithin, withinSight } from '#domain/protection/sight.js';
import type { SeenProtection } from '#persistence/protection-reader.js';
import { Casework } from '../casework.js';
import { CASE_ROLES, OpenTo } from '../staff-access/open-to.js';
import { By, type SignedIn } from '../staff-access/signed-in.js';
import { possibleProtectionActions, type ProtectionAction } from './commands/possible-protection-actions.js';
import { OpenedProtection } from './opened-protection.decorator.js';
import { protectionWhy } from './protection-details.presenter.js';
import { ProtectionFiles } from './protection-file.js';

/** A protection over the API, as far as the person sees it. */
type ShownProtection = Omit<SeenWithin, 'clocks'> & {
  clocks: (Omit<SeenWithin['clocks'][number], 'why'> & { why: string[] })[];
  nextActions: ProtectionAction[];
  history: ProtectionEvent[];
  /** What was written, by the id of its sealed text. */
  written: Record<string, string>;
};

@Controller('api/v1/protections/:id')
@OpenTo(...CASE_ROLES)
export class ProtectionApiController {
  constructor(
    private readonly casework: Casework,
    private readonly files: ProtectionFiles,
  ) {}

  @Get()
  async one(@By() signedIn: SignedIn, @OpenedProtection() seen: SeenProtection): Promise<ShownProtection> {
    const precision = precisionFor(signedIn.viewer, seen.complaint);
    const { clocks, lastEventAt, ...state } = withinSight(seen.state, seen.sight);
    const policy = await this.files.policyOf(seen);
    const history = await this.files.events(seen);
    const written = await this.files.words(signedIn, seen, history);
    return {
      ...state,
      ...(lastEventAt !== undefined && { lastEventAt: asExactAs(precision, lastEventAt) }),
      clocks: clocks.map((clock) => ({
        ...clockAsExactAs(precision, clock),
        why: protectionWhy(clock, policy, signedIn.language, precision),
      })),
      nextActions: possibleProtectionActions(signedIn, seen, this.casework.time.now()),
      history: history
        .filter(({ type }) => precision === 'minute' || type !== 'ClocksReckoned')
        .map((event) => ({ ...event, at: asExactAs(precisionOf(event.actor, precision), event.at) })),
      written: Object.fromEntries(written),
    };
  }
}
