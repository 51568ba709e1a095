import { isNode, LineCounter, parseDocument, type Document } from 'yaml';
import type { z } from 'zod';
import type { Policy } from '#domain/policy/policy.js';
import { objectionsTo, type Objection, type PackPath } from './format/pack-checks.js';
import type { PackError } from './pack-error.js';
import { packSchema } from './format/pack.schema.js';
import { toPolicy } from './format/to-policy.js';

/** The line of the node at the path, or of the nearest one around it when the node itself is missing. */
function lineOf(document: Document.Parsed, lines: LineCounter, path: PackPath): number {
  for (let length = path.length; length >= 0; length -= 1) {
    const node = length === 0 ? document.contents : document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  }
  return 1;
}

/** A record's faulty key is an issue of its own; unknown keys are named one by one, each on its own line. */
function toObjections(issue: z.core.$ZodIssue): Objection[] {
  const path = issue.path as PackPath;
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({ path: [...path, key], message: 'is no part of a pack' }));
  return [{ path, message: issue.message }];
}

/** Reads a pack; every error names the file, the line and the path. `fileName` is only named, not read. */
export function parsePack(text: string, fileName: string): Policy | PackError[] {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  if (document.errors.length > 0)
    return document.errors.map((error) => ({
      file: fileName,
      line: lines.linePos(error.pos[0]).line,
      path: '',
      message: error.message.split('\n')[0] ?? error.code,
    }));

  const parsed = packSchema.safeParse(document.toJS());
  const objections = parsed.success ? objectionsTo(parsed.data) : parsed.error.issues.flatMap(toObjections);
  if (parsed.success && objections.length === 0) return toPolicy(parsed.data);
  return objections.map(({ path, message }) => ({
    file: fileName,
    line: lineOf(document, lines, path),
    path: path.join('.'),
    message,
  }));
}
