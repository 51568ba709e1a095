import { spawn } from 'node:child_process';
import { projectPath } from '#settings/project-path.js';

/** Runs a module of the bench in a process of its own, as the product's parts are; `end` stops it. */
export function startBeside(module: string, env: NodeJS.ProcessEnv): { pid: number; end(): Promise<void> } {
  const child = spawn(process.execPath, [projectPath('dist/test/load', module)], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  process.once('exit', () => child.kill());
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  return {
    pid: child.pid ?? 0,
    async end() {
      child.kill('SIGTERM');
      await gone;
    },
  };
}
