import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type Browser, chromium, type Page } from 'playwright-core';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface AxeResult {
  violations: { id: string; nodes: { target: string[] }[] }[];
}

/** Chromium at CHROMIUM_PATH, which `npm test` sets where there is one. */
export const openBrowser = (): Promise<Browser> =>
  chromium.launch({
    executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update'],
  });

/** A page on a phone 360 pixels wide, without JavaScript of its own; axe is run by the browser's debugger. */
export async function openPhone(browser: Browser): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 360, height: 740 },
    bypassCSP: true,
    locale: 'th-TH',
  });
  return context.newPage();
}

/** WCAG A and AA violations on the page as it is, as `rule: target`. From its top: what is scrolled lies partly below a bar. */
export async function accessibilityFaults(page: Page): Promise<string[]> {
  await page.waitForLoadState('load');
  await page.evaluate('scrollTo(0, 0)');
  await page.evaluate(axeSource);
  const { violations } = await page.evaluate<AxeResult>(
    `axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] })`,
  );
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target }) => `${page.url()} ${id}: ${target.join(' ')}`),
  );
}
