import { readdirSync } from 'node:fs';
import { bundleWorkflowCode, DefaultLogger, type WorkflowBundle } from '@temporalio/worker';
import { projectPath } from '#settings/project-path.js';
import { failureConverterPath } from './data-converter.js';

/** Where the build leaves the bundle and the worker finds it. */
export const workflowBundlePath = projectPath('dist/workflow-bundle.js');

/** Bundles the workflows' sources, with `#library/…` read from the source tree too. */
export function bundleWorkflows(workflowsPath = projectPath('workflows/index.ts')): Promise<WorkflowBundle> {
  const libraries = readdirSync(projectPath('libs')).map((name) => [`#${name}`, projectPath('libs', name)]);
  return bundleWorkflowCode({
    workflowsPath,
    failureConverterPath,
    logger: new DefaultLogger('ERROR'),
    webpackConfigHook: (config) => ({
      ...config,
      resolve: {
        ...config.resolve,
        alias: {
          ...(config.resolve?.alias as Record<string, string | false>),
          ...(Object.fromEntries(libraries) as Record<string, string>),
        },
        modules: [...(config.resolve?.modules ?? []), projectPath('node_modules')],
      },
    }),
  });
}
