import type { ResolveHook } from 'node:module';

/** The modules that are measured, each with what stands in for it. */
const REPLACED: Readonly<Record<string, string>> = {
  '/libs/vault/sealing.js': 'sealing.js',
  '/libs/filing/name-matching.js': 'name-matching.js',
  '/libs/persistence/access-condition.js': 'access-condition.js',
};

export const resolve: ResolveHook = async (specifier, context, next) => {
  const found = await next(specifier, context);
  const module = Object.keys(REPLACED).find((path) => found.url.endsWith(`/dist${path}`));
  return module === undefined
    ? found
    : { ...found, url: new URL(`./${REPLACED[module]}`, import.meta.url).href };
};
