import { freePorts } from '../../../infra/start/ports.js';
import { until } from '../../support/until.js';
import { type BenchRun, costing } from '../bench-run.js';
import { type Throughput, timed } from '../figures.js';
import { peakWhile } from '../process-usage.js';
import { ms, perSecond, share } from '../report.js';
import { startBeside } from '../side-process.js';
import { type Answer, send } from '../visitors.js';

const LOADS = [
  { atOnce: 1, count: 100 },
  { atOnce: 10, count: 200 },
  { atOnce: 50, count: 500 },
];
const WARM_UP = 200;
const LOAD_WITHIN_MS = 15_000;
const KEPT_BUSY_EVERY_MS = 400;

const sendNothing = (url: string): Promise<Answer> =>
  send(`${url}/api/v1/complaints`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{}',
  });

export async function intakeBesideBareRoute(run: BenchRun): Promise<void> {
  const { report, stack, pids } = run;
  const { settings, publicUrl } = stack;
  report.section('Intake through the API, beside a bare route with the same SQL and sealing');
  const [port = 0] = await freePorts(1);
  const bare = startBeside('bare-intake.js', {
    DATABASE_URL: settings.databaseUrl,
    KEYS_DATABASE_URL: settings.keysDatabaseUrl,
    DATA_DIR: settings.dataDir,
    INTAKE_PORT: String(port),
  });
  const bareUrl = `http://127.0.0.1:${port}`;
  try {
    await until(async () => (await sendNothing(bareUrl)).status === 500);
    const load = (url: string, options: { atOnce: number; count: number }): Promise<Throughput> =>
      timed(() => run.file(url), {
        ...options,
        warmUp: WARM_UP,
        withinMs: LOAD_WITHIN_MS,
      });
    for (const options of LOADS) {
      // Each starts at rest: the worker first opens the cases just filed, and writes their letters.
      await run.waitForRest();
      const bareWork = [bare.pid, stack.pid('intake')];
      // While it is busy itself intake starts few workflows; beside the bare route it does no more.
      const busy = setInterval(() => void sendNothing(publicUrl), KEPT_BUSY_EVERY_MS);
      const [theirs, theirMs] = await costing(bareWork, () => load(bareUrl, options));
      clearInterval(busy);
      await run.waitForRest();
      const before = await run.count('SELECT count(*) FROM filing');
      const { result, peakMb } = await peakWhile(pids, () =>
        costing([stack.pid('intake')], () => load(publicUrl, options)),
      );
      const [ours, ourMs] = result;
      const { atOnce } = options;
      const stored = (await run.count('SELECT count(*) FROM filing')) - before;
      const isAimed = atOnce === 50;
      report.add({
        name: `${atOnce} at once`,
        value: perSecond(ours.perSecond),
        ...(isAimed && { aim: '≥ 150 /s', isMet: ours.perSecond >= 150 }),
      });
      report.add({ name: '  p50, p99', value: `${ms(ours.p50Ms)}, ${ms(ours.p99Ms)}` });
      report.add({ name: '  bare route', value: perSecond(theirs.perSecond) });
      report.add({ name: '  bare p50, p99', value: `${ms(theirs.p50Ms)}, ${ms(theirs.p99Ms)}` });
      report.add({ name: '  ratio', ...share(ours.perSecond, theirs.perSecond) });
      report.add({ name: '  processor time a complaint', value: ms(ourMs) });
      report.add({ name: '  bare route and relay', value: ms(theirMs) });
      const lost = ours.done - stored + ours.failed;
      report.add({ name: '  failed or lost', value: String(lost), aim: '0', isMet: lost === 0 });
      if (isAimed)
        for (const [name, peak] of peakMb)
          report.add({ name: `  most memory of ${name}`, value: `${peak.toFixed(0)} MB` });
    }
  } finally {
    await bare.end();
  }
  const from = Date.now();
  await run.waitForOpening();
  report.add({ name: 'all cases open after', value: `${((Date.now() - from) / 1000).toFixed(1)} s` });
}
