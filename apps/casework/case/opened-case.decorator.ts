import { Injectable, type PipeTransform } from '@nestjs/common';
import type { ComplaintState } from '#domain/complaint/complaint-state.js';
import { type Exchange, OfExchange } from '#web/input/exchange.decorator.js';
import { signedInOf } from '../staff-access/signed-in.js';
import { CaseFiles } from './case-file.js';

@Injectable()
class CaseOfExchange implements PipeTransform<Exchange, Promise<ComplaintState>> {
  constructor(private readonly files: CaseFiles) {}

  transform({ request }: Exchange): Promise<ComplaintState> {
    return this.files.state(signedInOf(request), String(request.params['reference']));
  }
}

/** The case that the path names, as a parameter; `not-found` where it does not exist for the signed-in person. */
export const OpenedCase = (): ParameterDecorator => OfExchange(CaseOfExchange);
