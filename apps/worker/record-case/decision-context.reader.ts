import type { EntityManager } from 'typeorm';
import { mayRead } from '#domain/access/may-read.js';
import type { Command, CommandParams } from '#domain/complaint/command.js';
import type { ComplaintState } from '#domain/complaint/complaint-state.js';
import type { DecisionContext } from '#domain/complaint/decision-context.js';
import { type Viewer, viewerOf } from '#domain/routing/person.js';
import { CaseReader } from '#persistence/case-reader.js';
import { readState } from '#persistence/case-view-store.js';
import { readDirectory } from '#persistence/directory-store.js';
import { readCalendar } from '#persistence/holiday-store.js';
import { readPolicy } from '#persistence/policy-store.js';
import type { TokenOf } from '#vault/pseudonym.js';

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
  const { actor, at } = command;
  const viewer = actor.kind === 'staff' ? viewerOf(directory, actor.id, at) : null;
  const context = { policy, calendar, directory };
  if (command.name === 'link')
    return { ...context, leader: await leaderFor(manager, viewer, command.params) };
  if (command.name !== 'assign' || viewer === null) return context;
  // Loads as the actor's own form shows them: a refusal that weighed others would tell of their cases.
  return { ...context, directory: await new CaseReader(manager).withLoads(viewer, directory) };
}

/** A leader that the actor may not read is as good as none: linking must not tell that it exists. */
async function leaderFor(
  manager: EntityManager,
  viewer: Viewer | null,
  params: CommandParams['link'],
): Promise<DecisionContext['leader']> {
  const leader = await readState(manager, params.leader);
  return leader !== null && viewer !== null && mayRead(viewer, leader) ? leader : null;
}
