import { Inject, Injectable, type PipeTransform } from '@nestjs/common';
import { Elsewhere } from '#web/errors/elsewhere.js';
import { type Exchange, OfExchange } from '#web/input/exchange.decorator.js';
import { INTAKE, type IntakeServices } from '../intake-services.js';
import type { Receipt } from './track-complaint.js';
import { TrackingSession } from './tracking-session.js';

@Injectable()
class ReceiptOfExchange implements PipeTransform<Exchange, Receipt> {
  private readonly session: TrackingSession;

  constructor(@Inject(INTAKE) services: IntakeServices) {
    this.session = new TrackingSession(services);
  }

  transform({ request, response }: Exchange): Receipt {
    const receipt = this.session.read(request, response);
    if (receipt === null) throw new Elsewhere('/track');
    return receipt;
  }
}

/** The visitor's receipt, as a parameter. Whoever has none is asked for it. */
export const TrackedReceipt = (): ParameterDecorator => OfExchange(ReceiptOfExchange);
