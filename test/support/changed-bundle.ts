import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { WorkflowBundle } from '@temporalio/worker';
import { projectPath } from '#settings/project-path.js';
import { bundleWorkflows } from '#temporal/workflow-bundle.js';

/** A bundle of the workflows as they would be after the change. Throws when `path` does not hold `from`. */
export async function bundleChanged(path: string, from: string, to: string): Promise<WorkflowBundle> {
  const folder = mkdtempSync(join(tmpdir(), 'changed-workflows-'));
  try {
    cpSync(projectPath('workflows'), folder, { recursive: true });
    const file = join(folder, path);
    const code = readFileSync(file, 'utf8');
    if (!code.includes(from)) throw new Error(`${path} does not hold: ${from}`);
    writeFileSync(file, code.replace(from, to));
    return await bundleWorkflows(join(folder, 'index.ts'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
