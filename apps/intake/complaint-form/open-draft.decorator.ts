import { Inject, Injectable, type PipeTransform } from '@nestjs/common';
import { Problem } from '#web/errors/problem.js';
import { Elsewhere } from '#web/errors/elsewhere.js';
import { type Exchange, OfExchange } from '#web/input/exchange.decorator.js';
import { INTAKE, type IntakeServices } from '../intake-services.js';
import type { Draft } from './draft.js';
import { draftMark } from './draft-mark.js';
import { DraftKeeper } from './draft-keeper.js';

@Injectable()
class DraftOfExchange implements PipeTransform<Exchange, Promise<Draft>> {
  private readonly drafts: DraftKeeper;

  constructor(@Inject(INTAKE) services: IntakeServices) {
    this.drafts = new DraftKeeper(services);
  }

  async transform({ request }: Exchange): Promise<Draft> {
    const draft = await this.drafts.read(request);
    if (draft === null && request.method !== 'GET') throw new Problem('draft-deleted');
    if (draft === null) throw new Elsewhere('/');
    if (draft.filed !== undefined) throw new Elsewhere('/complain/done');
    if (request.method !== 'GET' && request.query['draft'] !== draftMark(draft))
      throw new Problem('draft-other');
    return draft;
  }
}

/**
 * The draft that is being written, as a parameter. Whoever has none starts anew; whoever has filed it reads the receipt;
 * a form of another draft, left open in another window, changes nothing.
 */
export const OpenDraft = (): ParameterDecorator => OfExchange(DraftOfExchange);
