import { chromium, type Browser } from 'playwright-core';
import { percentile } from './figures.js';
import { send } from './visitors.js';

const TIMES = 60;
const WARM_UP = 60;

/** All bytes that a browser with an empty cache receives for the page: text, styles, scripts, fonts, images. */
export async function weigh(
  browser: Browser,
  url: string,
  headers: Record<string, string> = {},
): Promise<number> {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 }, locale: 'th-TH' });
  try {
    await context.setExtraHTTPHeaders(headers);
    const page = await context.newPage();
    const devtools = await context.newCDPSession(page);
    await devtools.send('Network.enable');
    let bytes = 0;
    devtools.on('Network.loadingFinished', ({ encodedDataLength }) => (bytes += encodedDataLength));
    await page.goto(url, { waitUntil: 'networkidle' });
    return bytes;
  } finally {
    await context.close();
  }
}

/** How long the page takes when nobody else asks, p95 in milliseconds. */
export async function answerTime(url: string, headers: Record<string, string> = {}): Promise<number> {
  const durations: number[] = [];
  for (let time = 0; time < WARM_UP + TIMES; time++) {
    const from = performance.now();
    const { status } = await send(url, { visitor: time, headers });
    if (status !== 200) throw new Error(`${url}: ${status}`);
    if (time >= WARM_UP) durations.push(performance.now() - from);
  }
  return percentile(durations, 0.95);
}

export const openBrowser = (executablePath: string): Promise<Browser> =>
  chromium.launch({ executablePath, args: ['--no-sandbox'] });
