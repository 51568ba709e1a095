import { Injectable } from '@nestjs/common';
import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  type Configuration,
  discovery,
  fetchUserInfo,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
} from 'openid-client';
import type { ProviderSubject } from '#persistence/provider-subject-store.js';
import type { IdentityProviderSettings } from '#settings/identity-provider.js';
import { Problem } from '#web/errors/problem.js';
import { Casework } from '../../casework.js';

/** What one way to the provider and back has to bring back. */
export interface OnItsWay {
  state: string;
  nonce: string;
  verifier: string;
}

/** Whom the provider vouches for. */
export interface Vouched extends ProviderSubject {
  /** In small letters; null unless the provider has verified it. */
  email: string | null;
  hasSecondFactor: boolean;
  /** It asked the person for credentials within the last minutes, rather than knowing them from before. */
  isFresh: boolean;
}

const FRESH_S = 5 * 60;
const HOW_SIGNED_IN = JSON.stringify({ id_token: { amr: null, acr: null, auth_time: null } });
const CALLBACK = '/sign-in/provider/callback';

/** The agency's OpenID Connect provider: authorization code with PKCE, state and nonce. */
@Injectable()
export class IdentityProvider {
  private found: Configuration | null = null;

  constructor(private readonly casework: Casework) {}

  /** Where the browser goes. `isToAskAgain`: the provider is to ask for credentials, whoever it knows. */
  async begin(isToAskAgain: boolean): Promise<{ url: URL; onItsWay: OnItsWay }> {
    const configuration = await this.configuration();
    const onItsWay = { state: randomState(), nonce: randomNonce(), verifier: randomPKCECodeVerifier() };
    const url = buildAuthorizationUrl(configuration, {
      redirect_uri: this.casework.settings.caseworkUrl + CALLBACK,
      scope: 'openid email',
      state: onItsWay.state,
      nonce: onItsWay.nonce,
      code_challenge: await calculatePKCECodeChallenge(onItsWay.verifier),
      code_challenge_method: 'S256',
      max_age: String(FRESH_S),
      // Some providers tell how somebody signed in only when they are asked.
      ...(this.settings().secondFactorValues.length > 0 && { claims: HOW_SIGNED_IN }),
      ...(isToAskAgain && { prompt: 'login' }),
    });
    return { url, onItsWay };
  }

  /** Throws what the client library throws where anything is not as it has to be. `path`: of the request that came back. */
  async finish({ state, nonce, verifier }: OnItsWay, path: string): Promise<Vouched> {
    const configuration = await this.configuration();
    const tokens = await authorizationCodeGrant(
      configuration,
      new URL(this.casework.settings.caseworkUrl + path),
      { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier, idTokenExpected: true },
    );
    const claims = tokens.claims();
    if (claims === undefined) throw new Error('The provider sent no ID token.');
    const about: Record<string, unknown> =
      claims['email'] === undefined
        ? await fetchUserInfo(configuration, tokens.access_token, claims.sub)
        : claims;
    const isVerified = about['email_verified'] === true && typeof about['email'] === 'string';
    const authTime = claims.auth_time ?? 0;
    return {
      issuer: claims.iss,
      subject: claims.sub,
      email: isVerified ? String(about['email']).toLowerCase() : null,
      hasSecondFactor: this.saysSecondFactor([claims['amr'], claims['acr']].flat()),
      isFresh: Date.now() / 1_000 - authTime < FRESH_S,
    };
  }

  private saysSecondFactor(values: readonly unknown[]): boolean {
    return this.settings().secondFactorValues.some((value) => values.includes(value));
  }

  private settings(): IdentityProviderSettings {
    const { identityProvider } = this.casework.settings;
    if (identityProvider === undefined) throw new Problem('not-found');
    return identityProvider;
  }

  /** Asked for once, when it is first needed: the provider may start later than we do. */
  private async configuration(): Promise<Configuration> {
    const { issuer, clientId, clientSecret } = this.settings();
    if (this.found !== null) return this.found;
    const url = new URL(issuer);
    // Settings allow no other provider than one of this machine to be reached in clear.
    // eslint-disable-next-line @typescript-eslint/no-deprecated
    const options = url.protocol === 'http:' ? { execute: [allowInsecureRequests] } : {};
    try {
      this.found = await discovery(url, clientId, clientSecret, undefined, options);
      return this.found;
    } catch {
      throw new Problem('unavailable');
    }
  }
}
