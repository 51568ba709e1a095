import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { compile } from 'sass';

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '..', '..');
const target = join(root, 'dist', 'public');
const packages = join(root, 'node_modules');

/** Compiles the style sheets and copies the fonts to dist/public, ready to be served; sheets also compressed. */
export function buildStyles() {
  mkdirSync(join(target, 'fonts'), { recursive: true });
  for (const sheet of ['public', 'staff']) {
    const { css } = compile(join(here, 'styles', `${sheet}.scss`), {
      style: 'compressed',
      loadPaths: [root, packages],
      quietDeps: true,
    });
    const file = join(target, `${sheet}.css`);
    writeFileSync(file, css);
    writeFileSync(`${file}.br`, brotliCompressSync(css));
    writeFileSync(`${file}.gz`, gzipSync(css, { level: 9 }));
  }
  const fonts = join(packages, '@fontsource', 'sarabun', 'files');
  for (const subset of ['thai', 'latin'])
    for (const weight of [400, 700])
      copyFileSync(
        join(fonts, `sarabun-${subset}-${weight}-normal.woff2`),
        join(target, 'fonts', `sarabun-${subset}-${weight}.woff2`),
      );
  copyFileSync(join(here, 'layout', 'favicon.svg'), join(target, 'favicon.svg'));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) buildStyles();
