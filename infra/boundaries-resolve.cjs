const { readdirSync } = require('node:fs');
const { join } = require('node:path');

const root = join(__dirname, '..');
const libraries = readdirSync(join(root, 'libs')).map((name) => [`#${name}`, join(root, 'libs', name)]);

/** Lets dependency-cruiser read `#library/file.js` as the source file that it was compiled from. */
module.exports = {
  resolve: {
    alias: { ...Object.fromEntries(libraries), '#workflows': join(root, 'workflows') },
    extensions: ['.ts', '.mjs', '.cjs', '.js', '.json'],
    extensionAlias: { '.js': ['.ts', '.js'] },
    conditionNames: ['import', 'node', 'default'],
  },
};
