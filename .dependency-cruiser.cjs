// Who may import whom (docs/architecture.md). A module sees only those in the rows above its own.
const ROWS = [
  ['identity'],
  ['access', 'oidc'],
  ['regions'],
  ['reference'],
  ['reveals'],
  ['enterprises', 'cadres'],
  ['accounts', 'issues'],
  ['attachments', 'figure-cells'],
  ['routing', 'call-backs', 'deadlines', 'notifications', 'reports', 'privacy', 'audit', 'webhooks', 'exports'],
  ['bulletins'],
  ['seeding'],
];

/** Neighbours in a row that may see each other's public face all the same: importer → imported. */
const NEIGHBOURS = {
  // Nobody who is off duty is paired with an enterprise.
  enterprises: ['cadres'],
  // Mail waits for working hours, which the calendar of deadlines tells.
  notifications: ['deadlines'],
};

const SPEC = '\\.spec\\.ts$';
const NPM = '(^|/)node_modules/';

const moduleRules = ROWS.flatMap((row, index) =>
  row.map((name) => {
    const visible = [name, ...ROWS.slice(0, index).flat(), ...(NEIGHBOURS[name] ?? [])];
    return {
      name: `${name}-sees-only-what-is-below`,
      severity: 'error',
      from: { path: `^src/modules/${name}/` },
      to: { path: '^src/modules/', pathNot: `^src/modules/(${visible.join('|')})/` },
    };
  }),
);

module.exports = {
  forbidden: [
    ...moduleRules,
    {
      name: 'every-module-has-its-row',
      comment: 'A new module is entered in ROWS above.',
      severity: 'error',
      from: { path: '^src/modules/', pathNot: `^src/modules/(${ROWS.flat().join('|')})/` },
      to: {},
    },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'modules-only-through-their-index',
      severity: 'error',
      from: { path: '^src/modules/([^/]+)/', pathNot: SPEC },
      to: { path: '^src/modules/([^/]+)/', pathNot: '^src/modules/($1/|[^/]+/index\\.ts$)' },
    },
    {
      name: 'modules-only-through-their-index-from-outside',
      comment: 'schema.ts lists the entities of all modules.',
      severity: 'error',
      from: { path: '^(src|seeds)/', pathNot: ['^src/modules/', '^src/schema\\.ts$', SPEC] },
      to: { path: '^src/modules/', pathNot: '^src/modules/[^/]+/index\\.ts$' },
    },
    {
      name: 'entities-stay-at-home',
      comment: 'Relations to the entities of another module use their names.',
      severity: 'error',
      from: { path: '^src/modules/[^/]+/index\\.ts$' },
      to: { path: '\\.entity\\.ts$' },
    },
    {
      name: 'domain-is-pure',
      comment: 'Rules of the business: no framework, no database, no clock, no input or output.',
      severity: 'error',
      from: { path: '^src/modules/([^/]+)/domain/', pathNot: SPEC },
      to: { pathNot: ['^src/kernel/', '^src/modules/$1/domain/'] },
    },
    {
      name: 'kernel-needs-nobody',
      severity: 'error',
      from: { path: '^src/kernel/', pathNot: SPEC },
      to: { pathNot: ['^src/kernel/', `${NPM}uuid/`] },
    },
    {
      name: 'platform-knows-no-business',
      severity: 'error',
      from: { path: '^src/platform/', pathNot: SPEC },
      to: { path: '^(src|seeds)/', pathNot: '^src/(platform|kernel)/' },
    },
    {
      name: 'migrations-need-only-the-column-vocabulary',
      severity: 'error',
      from: { path: '^src/migrations/' },
      to: { path: '^src/', pathNot: '^src/(platform/persistence|kernel)/' },
    },
    {
      name: 'typeorm-only-where-data-is-kept',
      severity: 'error',
      from: {
        path: '^(src|seeds)/',
        pathNot: [
          '^src/platform/persistence/',
          '^src/migrations/',
          '^src/schema\\.ts$',
          '\\.(entity|store|read-model)\\.ts$',
          SPEC,
        ],
      },
      to: { path: `${NPM}(typeorm|@nestjs/typeorm)/` },
    },
    {
      name: 'drivers-only-in-persistence',
      severity: 'error',
      from: { path: '^(src|seeds)/', pathNot: ['^src/platform/persistence/', SPEC] },
      to: { path: `${NPM}(sqlite3|pg|@types/pg)/` },
    },
    {
      name: 'no-development-packages',
      severity: 'error',
      from: { path: '^(src|seeds)/', pathNot: SPEC },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    { name: 'nothing-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
};
