import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider, { type Configuration } from 'oidc-provider';

/** What the provider knows of somebody, and how it has shown itself to be that person. */
export interface KnownPerson {
  email: string;
  isVerified?: boolean;
  amr?: string[];
}

const CLIENT = { clientId: 'casework', clientSecret: 'a secret of specs' };

/** A certified OpenID Connect provider on the loopback address, at which one person at a time is signed in. */
export class IdentityProviderForTests {
  /** The subject at the provider; null: whoever comes turns back. */
  signedIn: string | null = null;
  readonly people = new Map<string, KnownPerson>();

  private constructor(
    private readonly server: Server,
    readonly issuer: string,
  ) {}

  static async open(callback: string): Promise<IdentityProviderForTests> {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const identityProvider = new IdentityProviderForTests(server, issuer);
    const provider = new Provider(issuer, identityProvider.configuration(callback));
    const answer = provider.callback();
    server.on('request', (request, response) => {
      if (request.url?.startsWith('/interaction/') !== true) return void answer(request, response);
      void provider.interactionFinished(request, response, identityProvider.result(), {
        mergeWithLastSubmission: true,
      });
    });
    return identityProvider;
  }

  get settings() {
    return { issuer: this.issuer, ...CLIENT, name: 'ThaID', secondFactorValues: ['mfa'] };
  }

  /** Goes there with a browser of its own that asks nobody; returns the path on which it comes back. */
  async goThrough(address: string, cookies: Map<string, string> = new Map()): Promise<string> {
    let next = address;
    while (next.startsWith(this.issuer)) {
      const answer = await fetch(next, {
        redirect: 'manual',
        headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
      });
      for (const cookie of answer.headers.getSetCookie()) {
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
        cookies.set(name, value);
      }
      const to = answer.headers.get('location');
      if (to === null) throw new Error(`${answer.status} ${await answer.text()}`);
      next = new URL(to, this.issuer).href;
    }
    const { pathname, search } = new URL(next);
    return pathname + search;
  }

  async close(): Promise<void> {
    this.server.close();
    this.server.closeAllConnections();
    await once(this.server, 'close');
  }

  private result() {
    if (this.signedIn === null) return { error: 'access_denied', error_description: 'turned back' };
    const { amr } = this.people.get(this.signedIn) ?? {};
    return { login: { accountId: this.signedIn, ...(amr && { amr }) } };
  }

  private configuration(callback: string): Configuration {
    return {
      clients: [
        {
          client_id: CLIENT.clientId,
          client_secret: CLIENT.clientSecret,
          redirect_uris: [callback],
          grant_types: ['authorization_code'],
          response_types: ['code'],
        },
      ],
      claims: { openid: ['sub'], email: ['email', 'email_verified'], amr: null, auth_time: null, iss: null },
      cookies: { keys: ['a key of specs'] },
      features: { devInteractions: { enabled: false }, claimsParameter: { enabled: true } },
      interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
      ttl: { Interaction: 60, Session: 60, Grant: 60, AccessToken: 60, IdToken: 60 },
      findAccount: (_, id) => {
        const { email, isVerified = true } = this.people.get(id) ?? { email: '' };
        return { accountId: id, claims: () => ({ sub: id, email, email_verified: isVerified }) };
      },
      // Nobody is asked for a consent: it is the agency's own provider.
      loadExistingGrant: async (context) => {
        const { client, session } = context.oidc;
        const grant = new context.oidc.provider.Grant({
          ...(client && { clientId: client.clientId }),
          ...(session?.accountId && { accountId: session.accountId }),
        });
        grant.addOIDCScope('openid email');
        await grant.save();
        return grant;
      },
    };
  }
}
