import { readFileSync } from 'node:fs';

/** An OpenID Connect provider that vouches for members of staff. */
export interface IdentityProviderSettings {
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** As the sign-in page calls it. */
  name: string;
  /** Values of `amr` or `acr` by which it says that a second factor was shown. */
  secondFactorValues: readonly string[];
}

interface Variables {
  OIDC_ISSUER?: string | undefined;
  OIDC_CLIENT_ID?: string | undefined;
  OIDC_CLIENT_SECRET?: string | undefined;
  OIDC_CLIENT_SECRET_FILE?: string | undefined;
  OIDC_NAME?: string | undefined;
  OIDC_SECOND_FACTOR?: string | undefined;
}

function secretOf({ OIDC_CLIENT_SECRET, OIDC_CLIENT_SECRET_FILE }: Variables): string | undefined {
  if (OIDC_CLIENT_SECRET_FILE === undefined) return OIDC_CLIENT_SECRET;
  try {
    return readFileSync(OIDC_CLIENT_SECRET_FILE, 'utf8').trim();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const sentence = `OIDC_CLIENT_SECRET_FILE names ${OIDC_CLIENT_SECRET_FILE}, which cannot be read (${code}): correct it.`;
    throw new Error(sentence, { cause: error });
  }
}

/** Whether nobody on a network can listen in: unencrypted only on this machine. */
const isSafe = (issuer: string): boolean => {
  const { protocol, hostname } = new URL(issuer);
  return protocol === 'https:' || ['127.0.0.1', 'localhost', '[::1]'].includes(hostname);
};

/** Undefined where no OIDC_ISSUER is named. Throws an Error of one sentence when something else is missing. */
export function readIdentityProvider(read: Variables): IdentityProviderSettings | undefined {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_NAME: name } = read;
  if (issuer === undefined) return undefined;
  if (!URL.canParse(issuer) || !isSafe(issuer))
    throw new Error('OIDC_ISSUER has to be an https address, or one of this machine.');
  const clientSecret = secretOf(read);
  if (clientId === undefined || clientSecret === undefined)
    throw new Error(
      'With OIDC_ISSUER go OIDC_CLIENT_ID and OIDC_CLIENT_SECRET or OIDC_CLIENT_SECRET_FILE: set them.',
    );
  const secondFactorValues = (read.OIDC_SECOND_FACTOR ?? '')
    .split(',')
    .map((value) => value.trim())
    .filter((value) => value !== '');
  return { issuer, clientId, clientSecret, name: name ?? new URL(issuer).hostname, secondFactorValues };
}
