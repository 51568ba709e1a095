import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import express, { type RequestHandler } from 'express';
import { projectPath } from '#settings/project-path.js';

const FOLDER = 'dist/public';
const ENCODINGS = [
  ['br', '.br'],
  ['gzip', '.gz'],
] as const;

/** The URL of a style sheet, with its hash, so that browsers may keep it for good. */
export function stylesheetUrl(name: string): string {
  const file = projectPath(FOLDER, `${name}.css`);
  if (!existsSync(file)) return `/assets/${name}.css`;
  return `/assets/${name}.css?v=${createHash('sha256').update(readFileSync(file)).digest('hex').slice(0, 12)}`;
}

/** Serves dist/public under `/assets`; style sheets in the compressed form that the browser takes. */
export function staticFiles(): RequestHandler[] {
  const files = express.static(projectPath(FOLDER), {
    immutable: true,
    maxAge: '365d',
    index: false,
    setHeaders: (response, path) => {
      const encoding = ENCODINGS.find(([, suffix]) => path.endsWith(`.css${suffix}`));
      if (encoding === undefined) return;
      response.setHeader('Content-Encoding', encoding[0]);
      response.setHeader('Content-Type', 'text/css; charset=utf-8');
    },
  });
  return [
    (request, response, next) => {
      if (request.path.endsWith('.css')) {
        response.vary('Accept-Encoding');
        const accepted = ENCODINGS.find(([name]) => request.acceptsEncodings(name) === name);
        if (accepted !== undefined) request.url = request.path + accepted[1];
      }
      next();
    },
    files,
  ];
}
