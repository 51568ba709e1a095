import { parse, type HTMLElement } from 'node-html-parser';
import { PASSWORD } from './casework.fake.js';

export interface Visited {
  status: number;
  path: string;
  page: HTMLElement;
  text: string;
}

/** A browser without scripts: keeps cookies, follows redirects, fills in the forms it sees. */
export class Visitor {
  private readonly cookies = new Map<string, { value: string; isStrict: boolean }>();
  private last: Visited | null = null;
  private token = '';

  constructor(private readonly url: string) {}

  static async signedIn(url: string, who: string, language: 'th' | 'en' = 'en'): Promise<Visitor> {
    const visitor = new Visitor(url);
    await visitor.get(`/sign-in?lang=${language}`);
    await visitor.send('/sign-in', { username: who, password: PASSWORD });
    return visitor;
  }

  get(path: string): Promise<Visited> {
    return this.fetch(path, 'GET');
  }

  /** Sends the form of that action on the page last seen, its hidden and preset fields with it. */
  send(action: string, fields: Record<string, string | string[]>): Promise<Visited> {
    return this.fetch(action, 'POST', this.filledIn(action, fields));
  }

  /** As above, of a form that is answered with a file. */
  save(action: string, fields: Record<string, string | string[]>): Promise<Response> {
    return this.ask(action, 'POST', this.filledIn(action, fields));
  }

  private filledIn(action: string, fields: Record<string, string | string[]>): URLSearchParams {
    const form = this.last?.page
      .querySelectorAll('form')
      .find((one) => one.getAttribute('action') === action);
    if (form === undefined) throw new Error(`No form for ${action} on ${this.last?.path}`);
    const body = new URLSearchParams();
    for (const input of form.querySelectorAll('input[type=hidden]'))
      body.append(input.getAttribute('name') ?? '', input.getAttribute('value') ?? '');
    for (const [name, values] of Object.entries(fields)) {
      body.delete(name);
      for (const value of [values].flat()) body.append(name, value);
    }
    return body;
  }

  /** Sends what no form on the page last seen would send, with the token that the site gave this visitor. */
  post(path: string, fields: Record<string, string>): Promise<Visited> {
    return this.fetch(path, 'POST', new URLSearchParams({ _csrf: this.token, ...fields }));
  }

  /** Sends files to where a form with files on the page last seen leads. */
  sendFiles(
    action: string,
    files: [name: string, content: Buffer | string][],
    token = this.token,
  ): Promise<Visited> {
    const body = new FormData();
    body.set('_csrf', token);
    for (const [name, content] of files) body.append('files', new Blob([Buffer.from(content)]), name);
    return this.fetch(action, 'POST', body);
  }

  /** Follows a link in a mail: the browser leaves at home what is for this site's own pages only. */
  followLinkFromMail(path: string): Promise<Visited> {
    return this.fetch(path, 'GET', undefined, { isFromElsewhere: true });
  }

  /** Where the path redirects to, perhaps another site, without going there. */
  async leave(path: string): Promise<string> {
    return (await this.ask(path, 'GET')).headers.get('location') ?? '';
  }

  async fetch(
    path: string,
    method: 'GET' | 'POST',
    body?: URLSearchParams | FormData,
    { isFromElsewhere = false } = {},
  ): Promise<Visited> {
    const answer = await this.ask(path, method, body, isFromElsewhere);
    const to = answer.headers.get('location');
    // The form is sent again, as it was.
    if (to !== null && answer.status === 307) return this.fetch(to, 'POST', body, { isFromElsewhere });
    // A redirect of a journey that began elsewhere is still from elsewhere.
    if (to !== null) return this.fetch(to, 'GET', undefined, { isFromElsewhere });
    const html = await answer.text();
    const page = parse(html);
    this.token = page.querySelector('input[name=_csrf]')?.getAttribute('value') ?? this.token;
    this.last = { status: answer.status, path, page, text: page.querySelector('main')?.text ?? html };
    return this.last;
  }

  private async ask(
    path: string,
    method: 'GET' | 'POST',
    body?: URLSearchParams | FormData,
    isFromElsewhere = false,
  ): Promise<Response> {
    const cookies = [...this.cookies].filter(([, { isStrict }]) => !(isFromElsewhere && isStrict));
    const answer = await fetch(this.url + path, {
      method,
      redirect: 'manual',
      headers: { cookie: cookies.map(([name, { value }]) => `${name}=${value}`).join('; ') },
      ...(body !== undefined && { body }),
    });
    for (const cookie of answer.headers.getSetCookie()) {
      const [pair = ''] = cookie.split(';');
      const isStrict = /;\s*samesite=strict/i.test(cookie);
      this.cookies.set(pair.slice(0, pair.indexOf('=')), {
        value: pair.slice(pair.indexOf('=') + 1),
        isStrict,
      });
    }
    return answer;
  }
}
