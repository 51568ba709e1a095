import type { Browser, Page } from 'playwright-core';
import type { CommandName } from '#domain/complaint/command.js';
import { accessibilityFaults } from '../support/browser.js';
import type { Stack } from '../support/stack.js';

/** A walk through the pages of the running stack, which remembers what axe finds wrong on each. */
export class Walk {
  readonly faults: string[] = [];

  constructor(
    private readonly stack: Stack,
    private readonly browser: Browser,
  ) {}

  async look(page: Page): Promise<void> {
    this.faults.push(...(await accessibilityFaults(page)));
  }

  /** Looks at the page, then presses the button of its form. */
  async goOn(page: Page): Promise<void> {
    await this.look(page);
    await page.locator('main form button.govuk-button:not(.govuk-button--secondary)').last().click();
  }

  /** Opens each page of casework, which has to answer, and looks at it. */
  async see(page: Page, ...paths: string[]): Promise<void> {
    for (const path of paths) {
      const answer = await page.goto(`${this.stack.caseworkUrl}/${path}`);
      if (answer?.ok() !== true) throw new Error(`${path}: ${answer?.status()}`);
      await this.look(page);
    }
  }

  /** Somebody of the agency at a desk, signed in. */
  async signIn(username: string): Promise<Page> {
    const page = await (await this.browser.newContext({ bypassCSP: true, locale: 'th-TH' })).newPage();
    const { password } = this.stack.accounts.find((account) => account.username === username)!;
    await page.goto(`${this.stack.caseworkUrl}/sign-in`);
    await page.fill('#username', username);
    await page.fill('#password', password);
    await this.goOn(page);
    return page;
  }

  /** Opens the case, takes the action, fills what it asks, sends: two clicks besides the answers. */
  async act(
    page: Page,
    reference: string,
    command: CommandName,
    answers: Record<string, string> = {},
  ): Promise<void> {
    await this.see(page, `cases/${reference}`);
    await page.click(`main a[href="/cases/${reference}/${command}"]`);
    await this.look(page);
    for (const [name, value] of Object.entries(answers)) await fill(page, name, value);
    await page.click('#send');
    await page.waitForURL((url) => url.pathname === `/cases/${reference}`);
  }

  /** The complainant's own case, opened by reference and receipt code. */
  async track(page: Page, reference: string, code: string): Promise<void> {
    await page.goto(`${this.stack.publicUrl}/track`);
    await page.fill('#reference', reference);
    await page.fill('#code', code);
    await this.goOn(page);
    await this.look(page);
  }
}

async function fill(page: Page, name: string, value: string): Promise<void> {
  const field = page.locator(`main [name="${name}"]`).first();
  const tag = await field.evaluate((element) => `${element.tagName} ${element.getAttribute('type') ?? ''}`);
  if (tag.startsWith('SELECT')) await field.selectOption(value);
  else if (tag.includes('radio')) await page.check(`main [name="${name}"][value="${value}"]`);
  else await field.fill(value);
}
