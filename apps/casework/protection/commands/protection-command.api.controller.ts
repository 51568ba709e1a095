import { randomUUID } from 'node:crypto';
import { Body, Controller, Headers, HttpCode, Param, Post } from '@nestjs/common';
import { isRefusal } from '#domain/complaint/refusal.js';
import type { ProtectionEvent } from '#domain/protection/protection-event.js';
import { Problem } from '#web/errors/problem.js';
import { validated } from '#web/input/validated.js';
import { idempotencyKey } from '../../commands/idempotency-key.schema.js';
import { seenVersionField } from '../../commands/staff-command.js';
import { CASE_ROLES, OpenTo } from '../../staff-access/open-to.js';
import { Sensitive } from '../../staff-access/sensitive.decorator.js';
import { By, type SignedIn } from '../../staff-access/signed-in.js';
import { ProtectionDesk, type AskedOfProtection } from './give-protection-command.js';
import { isProtectionCommand, isSensitiveCommand, PROTECTION_BODIES } from './protection-command.js';

@Controller('api/v1/protections/:id/commands')
@OpenTo(...CASE_ROLES)
@Sensitive(({ params }) => isSensitiveCommand(params['command']))
export class ProtectionCommandApiController {
  constructor(private readonly desk: ProtectionDesk) {}

  @Post(':command')
  @HttpCode(200)
  async give(
    @By() signedIn: SignedIn,
    @Param('id') id: string,
    @Param('command') name: string,
    @Headers('idempotency-key') key: string | undefined,
    @Body() given: unknown,
  ): Promise<{ events: ProtectionEvent[] }> {
    if (!isProtectionCommand(name)) throw new Problem('not-found');
    const parsedKey = idempotencyKey.safeParse(key ?? randomUUID());
    if (!parsedKey.success) throw new Problem('validation', [{ field: 'Idempotency-Key', code: 'invalid' }]);
    const { seenVersion, ...body } = validated(PROTECTION_BODIES[name].extend(seenVersionField), given ?? {});
    const asked = { id, name, body, key: parsedKey.data, seenVersion } as AskedOfProtection;
    const outcome = await this.desk.give(signedIn, asked);
    if (outcome === 'unreachable') throw new Problem('unavailable');
    if (outcome === 'key-reused')
      throw new Problem('idempotency-key-reused', [{ field: 'Idempotency-Key', code: 'invalid' }]);
    // eslint-disable-next-line @typescript-eslint/only-throw-error -- a domain refusal, mapped once by the filter
    if (isRefusal(outcome)) throw outcome;
    return { events: outcome };
  }
}
