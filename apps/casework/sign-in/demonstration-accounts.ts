import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const schema = z.array(
  z.object({ username: z.string(), password: z.string(), role: z.string(), unit: z.string() }),
);
export type DemonstrationAccount = z.infer<typeof schema>[number];

/** The accounts that `npm start` made for trying out; none where it never did. */
export function demonstrationAccounts(dataDir: string): DemonstrationAccount[] {
  try {
    return schema.parse(JSON.parse(readFileSync(join(dataDir, 'demonstration-accounts.json'), 'utf8')));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

/** Whether the account was made for trying out, where nobody tries out. */
export const isForTryingOutOnly = (
  { isDemonstration, dataDir }: { isDemonstration: boolean; dataDir: string },
  username: string,
): boolean =>
  !isDemonstration && demonstrationAccounts(dataDir).some((account) => account.username === username);
