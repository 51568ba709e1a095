import { Stack } from './stack.js';
import { StartRefusal } from './start-refusal.js';

const say = (line: string): void => console.log(line);

const stack = stackOf(process.env);

/** Ends at once, with a sentence, when a setting is wrong. */
function stackOf(env: NodeJS.ProcessEnv): Stack {
  try {
    return new Stack({
      env,
      say,
      onUnexpectedEnd: (name, reason) =>
        void leave(1, `${name} ended by itself (${reason}): see its log in DATA_DIR/logs.`),
    });
  } catch (error) {
    say(`\n${(error as Error).message}`);
    process.exit(1);
  }
}

let leaving: Promise<void> | undefined;

function leave(code: number, why: string): Promise<void> {
  leaving ??= (async () => {
    say(`\n${why}`);
    const hasRun = stack.processes.size > 0;
    await stack.stop();
    if (hasRun) say('  ✓ stopped');
    process.exit(code);
  })();
  return leaving;
}

process.on('SIGINT', () => void leave(0, 'Stopping …'));
process.on('SIGTERM', () => void leave(0, 'Stopping …'));

try {
  const began = Date.now();
  await stack.start();
  const { publicUrl, caseworkUrl, mailboxPort, workerPort, temporalAddress } = stack.settings;
  const { dataDir, isDemonstration } = stack.settings;
  say(`\nReady in ${((Date.now() - began) / 1000).toFixed(1)} s. Ctrl-C stops everything.`);
  say(`  public site  ${publicUrl}`);
  say(`  casework     ${caseworkUrl}`);
  if (stack.mailbox !== null) say(`  mailbox      http://127.0.0.1:${mailboxPort}`);
  say(`  worker       http://127.0.0.1:${workerPort}/health/ready`);
  say(`  Temporal     ${temporalAddress}`);
  say(`  data         ${dataDir}`);
  if (isDemonstration) say(`  accounts     ${dataDir}/demonstration-accounts.json`);
  if (stack.toBeRead !== '') say(`\n${stack.toBeRead}`);
} catch (error) {
  const sentence = error instanceof StartRefusal ? error.message : String((error as Error).stack ?? error);
  await leave(1, sentence);
}
