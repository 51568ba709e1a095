import { listSealedSecrets, replaceSealedSecret } from '#persistence/second-factor-store.js';
import { openSecondFactor, sealSecondFactor } from '#vault/second-factor-seal.js';
import type { Renewal, RotationDependencies } from './renewal.js';

/** Seals every second factor under the current key; recovery codes hang on the second factor, not on the key. */
export const resealSecondFactors: Renewal = async ({ databases: { main }, keyring }) => {
  for (const one of await listSealedSecrets(main.manager)) {
    const { staff, sealed } = one;
    const { secret, version } = openSecondFactor(keyring.secrets('account-secrets'), staff, sealed);
    if (version === 0) continue;
    const renewed = sealSecondFactor(keyring.secret('account-secrets'), staff, secret);
    await replaceSealedSecret(main.manager, one, renewed);
  }
};

export async function secondFactorsUnderEarlier({
  databases: { main },
  keyring,
}: RotationDependencies): Promise<number> {
  const all = await listSealedSecrets(main.manager);
  return all.filter(
    ({ staff, sealed }) => openSecondFactor(keyring.secrets('account-secrets'), staff, sealed).version > 0,
  ).length;
}
