import { Injectable, type PipeTransform } from '@nestjs/common';
import type { SeenProtection } from '#persistence/protection-reader.js';
import { type Exchange, OfExchange } from '#web/input/exchange.decorator.js';
import { signedInOf } from '../staff-access/signed-in.js';
import { ProtectionFiles } from './protection-file.js';

@Injectable()
class ProtectionOfExchange implements PipeTransform<Exchange, Promise<SeenProtection>> {
  constructor(private readonly files: ProtectionFiles) {}

  transform({ request }: Exchange): Promise<SeenProtection> {
    return this.files.one(signedInOf(request), String(request.params['id']));
  }
}

/** The protection that the path names, as a parameter; `not-found` where it does not exist for the signed-in person. */
export const OpenedProtection = (): ParameterDecorator => OfExchange(ProtectionOfExchange);
