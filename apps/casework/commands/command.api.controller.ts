import { randomUUID } from 'node:crypto';
import { Body, Controller, Headers, HttpCode, Param, Post } from '@nestjs/common';
import type { ComplaintEvent } from '#domain/complaint/complaint-event.js';
import { isRefusal } from '#domain/complaint/refusal.js';
import { Problem } from '#web/errors/problem.js';
import { validated } from '#web/input/validated.js';
import { CaseFiles } from '../case/case-file.js';
import { CASE_ROLES, OpenTo } from '../staff-access/open-to.js';
import { By, type SignedIn } from '../staff-access/signed-in.js';
import { CommandDesk, type Asked } from './give-command.js';
import { idempotencyKey } from './idempotency-key.schema.js';
import { COMMAND_BODIES, isStaffCommand, seenVersionField } from './staff-command.js';

/** An event over the API: a leader that does not exist for whoever asks is null. */
type ShownEvent = Omit<ComplaintEvent, 'body'> & { body: unknown };

@Controller('api/v1/complaints/:reference/commands')
@OpenTo(...CASE_ROLES)
export class CommandApiController {
  constructor(
    private readonly desk: CommandDesk,
    private readonly files: CaseFiles,
  ) {}

  @Post(':command')
  @HttpCode(200)
  async give(
    @By() signedIn: SignedIn,
    @Param('reference') reference: string,
    @Param('command') name: string,
    @Headers('idempotency-key') key: string | undefined,
    @Body() given: unknown,
  ): Promise<{ events: ShownEvent[] }> {
    if (!isStaffCommand(name)) throw new Problem('not-found');
    const parsedKey = idempotencyKey.safeParse(key ?? randomUUID());
    if (!parsedKey.success) throw new Problem('validation', [{ field: 'Idempotency-Key', code: 'invalid' }]);
    const { seenVersion, ...body } = validated(COMMAND_BODIES[name].extend(seenVersionField), given ?? {});
    const asked = { reference, name, body, key: parsedKey.data, seenVersion } as Asked;
    const outcome = await this.desk.give(signedIn, asked);
    if (outcome === 'unreachable') throw new Problem('unavailable');
    if (outcome === 'key-reused')
      throw new Problem('idempotency-key-reused', [{ field: 'Idempotency-Key', code: 'invalid' }]);
    // eslint-disable-next-line @typescript-eslint/only-throw-error -- a domain refusal, mapped once by the filter
    if (isRefusal(outcome)) throw outcome;
    return { events: await Promise.all(outcome.map((event) => this.shown(signedIn, event))) };
  }

  private async shown(signedIn: SignedIn, event: ComplaintEvent): Promise<ShownEvent> {
    const isOfLink = event.type === 'LinkedToLeader' || event.type === 'Unlinked';
    return isOfLink ? { ...event, body: { leader: await this.files.leaderOf(signedIn, event.body) } } : event;
  }
}
