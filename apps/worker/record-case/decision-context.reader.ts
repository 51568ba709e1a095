import type { EntityManager } from 'typeorm';
import { mayRead } from '#domain/access/may-read.js';
import type { Command } from '#domain/complaint/command.js';
import type { ComplaintState } from '#domain/complaint/complaint-state.js';
import type { DecisionContext } from '#domain/complaint/decision-context.js';
import type { Directory } from '#domain/routing/directory.js';
import { viewerOf } from '#domain/routing/person.js';
import { readState } from '#persistence/case-view-store.js';
import { readDirectory, type TokenOf } from '#persistence/directory-store.js';
import { readCalendar } from '#persistence/holiday-store.js';
import { readPolicy } from '#persistence/policy-store.js';

/** The rules in force at filing, the calendar and the organisation as they are now. */
export async function readDecisionContext(
  manager: EntityManager,
  state: ComplaintState,
  command: Command,
  tokenOf: TokenOf,
): Promise<DecisionContext> {
  const policy = await readPolicy(manager, state.filing.policyHash);
  const calendar = await readCalendar(manager, policy);
  const directory = await readDirectory(manager, tokenOf);
  if (command.name !== 'link') return { policy, calendar, directory };
  return { policy, calendar, directory, leader: await leaderFor(manager, command, directory) };
}

/** A leader that the actor may not read is as good as none: linking must not tell that it exists. */
async function leaderFor(
  manager: EntityManager,
  { actor, at, params }: Command<'link'>,
  directory: Directory,
): Promise<DecisionContext['leader']> {
  const leader = await readState(manager, params.leader);
  const viewer = actor.kind === 'staff' ? viewerOf(directory, actor.id, at) : null;
  return leader !== null && viewer !== null && mayRead(viewer, leader) ? leader : null;
}
