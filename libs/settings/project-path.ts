import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

function findRoot(folder: string): string {
  return existsSync(join(folder, 'package.json')) ? folder : findRoot(dirname(folder));
}

/** Templates, packs and phrases stay in the source tree, so compiled and uncompiled code both climb to it. */
const root = findRoot(dirname(fileURLToPath(import.meta.url)));

/** The absolute path of a file or folder of the source tree, e.g. `projectPath('libs/web/assets')`. */
export const projectPath = (...segments: string[]): string => join(root, ...segments);
