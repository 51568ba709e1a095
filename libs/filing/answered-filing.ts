import { readCalendar } from '#persistence/holiday-store.js';
import { readPolicy } from '#persistence/policy-store.js';
import { admit, readEvents, type ComplainantDependencies } from './admit-complainant.js';
import { filingAnswer, type FilingAnswer } from './filing-answer.js';

/** What the filing was answered with, once more, for whoever has its code. Null: wrong code or unknown reference. */
export async function answeredFiling(
  { reference, code }: { reference: string; code: string },
  deps: ComplainantDependencies,
): Promise<FilingAnswer | null> {
  const admitted = await admit(reference, code, deps);
  if (admitted === null) return null;
  const [received] = await readEvents(deps, admitted);
  if (received?.type !== 'ComplaintReceived')
    throw new Error(`The case ${admitted.reference} has no filing.`);
  const { manager } = deps.databases.main;
  const policy = await readPolicy(manager, received.body.policyHash);
  return filingAnswer(received, code, { policy, calendar: await readCalendar(manager, policy) });
}
