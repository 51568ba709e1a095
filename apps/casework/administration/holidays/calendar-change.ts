import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Calendar, Holiday } from '#domain/clock/calendar.js';
import { reckon } from '#domain/clock/reckon.js';
import { clockDefinitions } from '#domain/complaint/clockwork.js';
import type { Command } from '#domain/complaint/command.js';
import type { ComplaintState } from '#domain/complaint/complaint-state.js';
import type { Policy } from '#domain/policy/policy.js';
import { isKeptOut } from '#domain/routing/person.js';
import type { Instant } from '#domain/time/instant.js';
import { sealPayload } from '#filing/outbox-payload.js';
import { everyRunningCase } from '#persistence/every-running-case.js';
import { changeCalendar, declareHoliday, readCalendar, removeHoliday } from '#persistence/holiday-store.js';
import { insertOutbox } from '#persistence/outbox-store.js';
import { policyInForce, readPolicy } from '#persistence/policy-store.js';
import { signCommand } from '#vault/signature.js';
import { Casework } from '../../casework.js';
import type { SignedIn } from '../../staff-access/signed-in.js';
import { administer } from '../administration-record.js';

/** A special holiday to be declared, or taken back. */
export interface CalendarChange {
  holiday: Holiday;
  isRemoval: boolean;
  reason: string;
}

/** One due date that the change moves. */
export interface Move {
  reference: string;
  clock: string;
  policy: Policy;
  from: Instant;
  to: Instant;
}

const changed = (calendar: Calendar, { holiday, isRemoval }: CalendarChange): Calendar => {
  const others = calendar.holidays.filter(({ date }) => date !== holiday.date);
  return { ...calendar, holidays: isRemoval ? others : [...others, holiday] };
};

/** The due dates of a case that differ under the other calendar. */
export function movesOf(state: ComplaintState, policy: Policy, calendar: Calendar, at: Instant): Move[] {
  const definitions = clockDefinitions(policy, state.category);
  return state.clocks.flatMap((clock): Move[] => {
    const definition = definitions.find(({ id }) => id === clock.id);
    if (definition === undefined || clock.stoppedAt !== null) return [];
    const { dueAt } = reckon(definition, clock, calendar, at);
    const { reference } = state;
    return dueAt === clock.dueAt
      ? []
      : [{ reference, clock: clock.id, policy, from: clock.dueAt, to: dueAt }];
  });
}

@Injectable()
export class CalendarChanges {
  constructor(private readonly casework: Casework) {}

  /** Whether the day is a holiday of the policy in force or a declared one. */
  async isHoliday(date: string): Promise<boolean> {
    const { manager } = this.casework.databases.main;
    const { policy } = await policyInForce(manager, this.casework.time.now());
    return (await readCalendar(manager, policy)).holidays.some((holiday) => holiday.date === date);
  }

  /** The due dates that would move, of the cases that the administrator is not kept out of. */
  async preview({ viewer }: SignedIn, change: CalendarChange): Promise<Move[]> {
    const { manager } = this.casework.databases.main;
    const moves: Move[] = [];
    for (const state of await everyRunningCase(manager)) {
      if (isKeptOut(viewer.self, state)) continue;
      const policy = await readPolicy(manager, state.filing.policyHash);
      const calendar = changed(await readCalendar(manager, policy), change);
      moves.push(...movesOf(state, policy, calendar, this.casework.time.now()));
    }
    return moves;
  }

  /** The holiday, its record and a command to every running case, all or nothing; the relay carries the commands. */
  async apply({ staff }: SignedIn, change: CalendarChange): Promise<void> {
    const { keyring, time } = this.casework;
    const { holiday, isRemoval, reason } = change;
    const at = time.now();
    const body = { date: holiday.date, name: holiday.name, reason };
    const type = isRemoval ? 'HolidayRemoved' : 'HolidayDeclared';
    await administer(this.casework, staff.id, { type, body }, async (manager) => {
      await changeCalendar(manager);
      if (isRemoval) await removeHoliday(manager, holiday.date, at);
      else await declareHoliday(manager, { ...holiday, declaredBy: staff.id, reason, declaredAt: at });
      for (const { reference } of await everyRunningCase(manager)) {
        const messageId = randomUUID();
        const command: Command<'apply-calendar'> = {
          name: 'apply-calendar',
          id: messageId,
          actor: { kind: 'system' },
          at,
          params: { holiday, removed: isRemoval, reason },
        };
        const signature = signCommand(keyring.signer('casework-signing'), reference, command);
        const payload = sealPayload(keyring.secret('codec'), messageId, { command, signature });
        await insertOutbox(manager, { messageId, reference, kind: 'command', payload }, at);
      }
    });
  }
}
