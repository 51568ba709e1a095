import { hash, verify } from '@node-rs/argon2';

export const SHORTEST_PASSWORD = 12;

/** Argon2id with the parameters that OWASP names: 19 MiB, two passes, one lane. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export const hashPassword = (password: string): Promise<string> => hash(password, COST);

const decoy = hashPassword('nobody has this password');

/** Takes as long for an unknown account (`null`) as for a known one. */
export async function isPassword(passwordHash: string | null, password: string): Promise<boolean> {
  const isRight = await verify(passwordHash ?? (await decoy), password);
  return isRight && passwordHash !== null;
}
