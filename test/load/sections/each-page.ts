import { projectPath } from '#settings/project-path.js';
import type { BenchRun } from '../bench-run.js';
import { answerTime, openBrowser, weigh } from '../pages.js';
import { ms } from '../report.js';
import { signIn } from '../visitors.js';

const { findChromium } = (await import(projectPath('infra/chromium.mjs'))) as {
  findChromium(): string | null;
};

const PUBLIC_PAGES = ['/', '/statistics', '/procedure', '/track'];

export async function eachPage(run: BenchRun): Promise<void> {
  const { report, stack } = run;
  const { publicUrl, caseworkUrl } = stack;
  report.section('Pages, each alone');
  const staff = await signIn(
    caseworkUrl,
    stack.accounts.find(({ role }) => role === 'auditor')!,
  );
  const reference = await run.file();
  await run.waitForOpening();
  const chromium = findChromium();
  const browser = chromium === null ? null : await openBrowser(chromium);
  const wanted: [name: string, url: string, headers: Record<string, string>][] = [
    ...PUBLIC_PAGES.map((path): [string, string, Record<string, string>] => [path, publicUrl + path, {}]),
    ['worklist', `${caseworkUrl}/worklist`, staff],
    ['case page', `${caseworkUrl}/cases/${reference}`, staff],
  ];
  for (const [name, url, headers] of wanted) {
    const p95 = await answerTime(url, headers);
    report.add({ name: `${name}, p95`, value: ms(p95), aim: '≤ 50 ms', isMet: p95 <= 50 });
    if (browser === null) continue;
    const kb = (await weigh(browser, url, headers)) / 1000;
    report.add({ name: `${name}, weight`, value: `${kb.toFixed(1)} kB`, aim: '≤ 100 kB', isMet: kb <= 100 });
  }
  if (browser === null) console.log('  weights skipped: no Chromium was found');
  await browser?.close();
}
