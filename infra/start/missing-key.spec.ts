import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { projectPath } from '#settings/project-path.js';
import { issueAllKeys } from '#vault/issue-keys.js';
import { KEYED_APPS, KEYS_OF } from '#vault/key-names.js';
import { createKeyring } from '#vault/keyring.js';
import { lastWords, startChild } from './child.js';

describe('an app without all of its keys', () => {
  it.each(KEYED_APPS)(
    'does not start, and its last words say which is missing: %s',
    async (app) => {
      const main = projectPath('dist/apps', app, 'main.js');
      if (!existsSync(main)) throw new Error(`${app} is not built: run npm run build.`);
      const folder = mkdtempSync(join(tmpdir(), 'missing-key-'));
      createKeyring(join(folder, 'all'));
      issueAllKeys(join(folder, 'all'), folder);
      const missing = KEYS_OF[app].at(-1);
      rmSync(join(folder, app, `${missing}.key`));

      const env = { NODE_OPTIONS: '', DATA_DIR: folder, KEYS_DIR: join(folder, app) };
      const child = await startChild(folder, { name: app, command: process.execPath, args: [main], env });
      expect(await new Promise((resolve) => child.onExit(resolve))).toBe('code 1');
      const words = lastWords(folder, app);
      expect(words).toContain(`The key file ${missing}.key cannot be read in ${join(folder, app)} (ENOENT)`);
      expect(words).not.toMatch(/^ +at /m);
      rmSync(folder, { recursive: true });
    },
    60_000,
  );
});
