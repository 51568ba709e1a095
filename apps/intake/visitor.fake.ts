import { parse, type HTMLElement } from 'node-html-parser';

/** A browser without script: keeps cookies, follows redirects, sends forms with their hidden fields. */
export class Visitor {
  private readonly cookies = new Map<string, string>();
  page: HTMLElement = parse('');
  path = '/';
  status = 0;

  constructor(private readonly url: string) {}

  /** What the site answers, taken as it is; its cookies are kept. */
  async answer(path: string, form?: Record<string, string>): Promise<Response> {
    const response = await fetch(this.url + path, {
      redirect: 'manual',
      headers: { cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(form && { method: 'POST', body: new URLSearchParams(form) }),
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      this.cookies.set(name, value);
    }
    return response;
  }

  async open(path: string, form?: Record<string, string>): Promise<void> {
    const response = await this.answer(path, form);
    const location = response.headers.get('location');
    if (location !== null) {
      await this.open(location);
      return;
    }
    this.path = path;
    this.status = response.status;
    this.page = parse(await response.text());
  }

  /** Sends the page's form at `action` (the first one by default). */
  async send(fields: Record<string, string> = {}, action?: string): Promise<void> {
    const form = this.page.querySelector(action === undefined ? 'main form' : `form[action="${action}"]`);
    const hidden = (form?.querySelectorAll('input[type=hidden]') ?? []).map(
      (input) => [input.getAttribute('name') ?? '', input.getAttribute('value') ?? ''] as const,
    );
    await this.open(form?.getAttribute('action') ?? '', { ...Object.fromEntries(hidden), ...fields });
  }

  /** Presses the header's button of the language, which sends the form of the page along. */
  async changeLanguage(fields: Record<string, string>): Promise<void> {
    const button = this.page.querySelector('header button[formaction]');
    const form = this.page.querySelector(`#${button?.getAttribute('form')}`);
    form?.setAttribute('action', button?.getAttribute('formaction') ?? '');
    await this.send({ ...fields, action: button?.getAttribute('value') ?? '' }, form?.getAttribute('action'));
  }

  /** Fills in the form from its first page on, anonymously, and sends it; stays where that leads. */
  async complain(language = 'en'): Promise<void> {
    const answers: Record<string, Record<string, string>> = {
      '/complain/category': { category: 'corruption' },
      '/complain/what': { subject: 'เรียกรับเงิน', details: 'รายละเอียด' },
      '/complain/identity': { mode: 'anonymous' },
      '/complain/basis': { basis: 'evidence' },
    };
    await this.open(`/complain?about=integrity&lang=${language}`);
    for (let pages = 0; pages < 12 && this.path !== '/complain/check'; pages += 1)
      await this.send(answers[this.path] ?? {});
    await this.send();
  }

  forget(cookie: string): void {
    const name = [...this.cookies.keys()].find((one) => one.includes(cookie));
    if (name === undefined)
      throw new Error(`There is no cookie ${cookie}: ${[...this.cookies.keys()].join()}`);
    this.cookies.delete(name);
  }

  text(selector: string): string {
    return this.page.querySelector(selector)?.textContent.trim() ?? '';
  }
}
