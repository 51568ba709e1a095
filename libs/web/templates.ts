import nunjucks from 'nunjucks';
import { projectPath } from '#settings/project-path.js';

/**
 * The nunjucks environment of an app. A view is named by its path in one of `folders` (of the project) or in
 * libs/web, without suffix: `submit-complaint/category`, `layout/error`.
 */
export function createTemplates(folders: readonly string[]): nunjucks.Environment {
  const paths = [
    ...folders.map((folder) => projectPath(folder)),
    projectPath('libs/web'),
    projectPath('node_modules/govuk-frontend/dist'),
    projectPath('node_modules/@ministryofjustice/frontend'),
  ];
  return new nunjucks.Environment(new nunjucks.FileSystemLoader(paths), {
    autoescape: true,
    trimBlocks: true,
    lstripBlocks: true,
  });
}
