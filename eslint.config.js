import tseslint from 'typescript-eslint';

/** What would make the replay of a workflow differ from its first run, or fill the memory of its cache. */
const workflowRules = {
  files: ['workflows/**/*.ts'],
  ignores: ['**/*.spec.ts', '**/*.builder.ts'],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: [
          { group: ['node:*', 'fs', 'path', 'crypto', 'os'], message: 'Workflows have no Node.js.' },
          { group: ['@nestjs/*', 'typeorm', 'pg', 'zod'], message: 'Workflows import only the domain.' },
          {
            group: ['@temporalio/*', '!@temporalio/workflow', '!@temporalio/common'],
            allowTypeImports: true,
          },
        ],
      },
    ],
    'no-restricted-syntax': [
      'error',
      {
        selector:
          'Program > :matches(VariableDeclaration, ExportNamedDeclaration > VariableDeclaration)[kind="let"]',
        message: 'A module of a workflow keeps no state: the cache may run several in one.',
      },
    ],
    'no-restricted-globals': [
      'error',
      { name: 'Temporal', message: 'Not in the sandbox; see #domain/time.' },
      { name: 'process', message: 'Workflows have no Node.js.' },
      { name: 'fetch', message: 'Only activities reach the network.' },
    ],
  },
};

export default tseslint.config(
  { ignores: ['dist/', 'node_modules/', '.data/', 'coverage/'] },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { project: './tsconfig.json' } },
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/no-invalid-void-type': 'off',
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_$', varsIgnorePattern: '^_$', ignoreRestSiblings: true },
      ],
    },
  },
  {
    files: ['**/*.spec.ts', 'test/**/*.ts'],
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unnecessary-condition': 'off',
      '@typescript-eslint/unbound-method': 'off',
    },
  },
  { files: ['**/*.mjs', '**/*.js', '**/*.cjs'], rules: { 'no-unused-vars': 'error', 'no-var': 'error' } },
  workflowRules,
);
