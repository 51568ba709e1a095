const specs = '\\.(spec|builder|fake|stage)\\.ts$';

/** The dependency rule of docs/architecture.md: domain ← workflows ← worker; domain ← persistence ← apps. */
module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'Not even of types: what each is made of reads from the ground up.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'domain-imports-nothing',
      comment: 'The rules of the procedure are pure.',
      severity: 'error',
      from: { path: '^libs/domain/', pathNot: specs },
      to: { pathNot: '^libs/domain/' },
    },
    {
      name: 'apps-are-strangers',
      comment: 'Apps meet in the database and in Temporal, never in code.',
      severity: 'error',
      from: { path: '^apps/([^/]+)/' },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    {
      name: 'libs-know-no-app',
      severity: 'error',
      from: { path: '^libs/', pathNot: specs },
      to: { path: '^(apps|infra)/' },
    },
    {
      name: 'libs-see-contracts-only',
      comment: "What Temporal calls are made of is stated beside the workflow; its code is the worker's.",
      severity: 'error',
      from: { path: '^libs/', pathNot: specs },
      to: { path: '^workflows/', pathNot: '\\.contract\\.ts$' },
    },
    {
      name: 'apps-see-contracts-only',
      severity: 'error',
      from: { path: '^apps/(intake|casework)/', pathNot: specs },
      to: { path: '^workflows/', pathNot: '\\.contract\\.ts$' },
    },
    {
      name: 'workflows-see-domain-only',
      severity: 'error',
      from: { path: '^workflows/', pathNot: specs },
      to: {
        pathNot:
          '^(workflows/|libs/domain/|libs/temporal/search-attributes|node_modules/@temporalio/(workflow|common)/)',
      },
    },
    {
      name: 'worker-alone-writes-case-state',
      comment: 'Apps read the case; what happens to it is decided and written in one place.',
      severity: 'error',
      from: { pathNot: `^(apps/worker|libs/persistence|test)/|${specs}` },
      to: {
        path: '^libs/persistence/(case-ledger-store|case-view-store|task-store|mail-outbox-store)\\.ts$',
      },
    },
    {
      name: 'addresses-are-the-administrations',
      comment: 'Who mends an address may have sent again what it refused, and touches no other mail or task.',
      severity: 'error',
      from: { pathNot: `^(apps/worker|apps/casework/administration|libs/persistence|test)/|${specs}` },
      to: { path: '^libs/persistence/(address-task-store|refused-mail-store)\\.ts$' },
    },
    {
      name: 'ledger-grows-by-its-stores',
      comment: 'What is appended is chained and sealed first.',
      severity: 'error',
      from: { pathNot: '^libs/persistence/' },
      to: { path: '^libs/persistence/ledger-append\\.ts$' },
    },
    {
      name: 'typeorm-in-persistence',
      severity: 'error',
      from: { pathNot: '^libs/persistence/' },
      to: { path: '^node_modules/(typeorm|@nestjs/typeorm)/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'every-import-is-found',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'code-does-not-need-tests',
      severity: 'error',
      from: { path: '^(apps|libs|workflows|infra)/', pathNot: specs },
      to: { path: `^test/|${specs}` },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^dist/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default'] },
    webpackConfig: { fileName: 'infra/boundaries-resolve.cjs' },
  },
};
