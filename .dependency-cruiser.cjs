'use strict'

// The walls of the house: which part may know which. `npm run check` and scripts/architecture.test.ts run them.

// Tests, and what is made for tests only.
const anyTest = '[.](test|testing)[.]ts$'

// What becomes part of the pages that are built: the packages that build it need not be there in production.
const bundled = ['^apps/[^/]+/src/', '^apps/[^/]+/vite[.]config[.]ts$']
// SvelteKit makes these while it builds.
const madeByKit = '^([$]app/|[.]/[$]types$)'

/** A wall: files of `from` reach none of `to`. `pathNot` names what they may reach after all. */
const wall = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to })

module.exports = {
  forbidden: [
    wall(
      'a-service-imports-no-other-service',
      'A contract is all that one service knows of another: call it through contracts/, or follow its events.',
      { path: '^services/([^/]+)/' },
      { path: '^services/', pathNot: '^services/$1/' },
    ),
    wall(
      'a-service-stands-on-contracts-and-platform',
      'Services know nothing of what is put together from them.',
      { path: '^services/' },
      { path: '^(apps|demo|scripts|e2e|bench|chaos|deploy|conformance)/' },
    ),
    wall(
      'only-the-whole-shop-imports-services',
      'Only scripts/, e2e/, bench/, chaos/, deploy/ and the tests of conformance/ put services together. Everybody else knows contracts.',
      { path: '^(?!services/|scripts/|e2e/|bench/|chaos/|deploy/|conformance/.*[.]test[.]ts$)' },
      { path: '^services/' },
    ),
    wall(
      'platform-knows-no-shop',
      'The platform is the ground: it imports neither contracts nor services nor apps.',
      { path: '^platform/' },
      { path: '^(contracts|services|apps|demo|scripts|e2e|bench|chaos|deploy|conformance)/' },
    ),
    wall(
      'contracts-are-data',
      'A contract imports the schema library, the helpers that declare it, and other contracts.',
      { path: '^contracts/', pathNot: anyTest },
      {
        pathNot: ['^contracts/', '^platform/(contract|auth)[.]ts$', '(^|/)node_modules/typebox/'],
      },
    ),
    wall(
      'an-app-knows-contracts-and-platform',
      'What faces people reaches services by their contracts, and no other app.',
      { path: '^apps/([^/]+)/' },
      { path: '^(services|apps|demo|scripts|e2e|bench|chaos|deploy|conformance)/', pathNot: '^apps/$1/' },
    ),
    wall(
      'the-demo-knows-contracts-and-platform',
      'The demo catalogue comes in as a member of staff would bring it.',
      { path: '^demo/' },
      { path: '^(services|apps|scripts|e2e|bench|chaos|deploy|conformance)/' },
    ),
    wall(
      'statements-get-their-database',
      'A *.sql.ts file takes `db` as an argument: of the database it imports types and the sql tag, nothing that opens one.',
      { path: '[.]sql[.]ts$' },
      {
        path: ['^platform/database/', '^platform/(host|service|client|testing)[.]ts$', '(^|/)node_modules/pg/'],
        pathNot: '^platform/database/sql[.]ts$',
        dependencyTypesNot: ['type-only'],
      },
    ),
    wall(
      'rules-are-pure',
      'services/order/order.ts and its like are rules: no I/O, no clock, no chance. Time and ids are arguments.',
      { path: '^services/([^/]+)/\\1[.]ts$' },
      {
        pathNot: [
          '^contracts/',
          '^services/$1/(?!.*[.]sql[.]ts$)',
          '^platform/errors[.]ts$',
          '(^|/)node_modules/typebox/',
        ],
        dependencyTypesNot: ['type-only'],
      },
    ),
    wall(
      'tests-only-test',
      'What runs in the shop reaches no test, and nothing that is made for tests.',
      { path: '^(services/[^/]+/service|apps/[^/]+/[^/]+|demo/load|scripts/start)[.]ts$', pathNot: anyTest },
      { path: [anyTest, '^platform/testing[.]ts$'], reachable: true },
    ),
    wall(
      'no-circle',
      'Two files that need each other are one story, or three. Types count too.',
      {},
      { circular: true },
    ),
    {
      ...wall('no-orphan', 'Nobody needs this file.', {}, {}),
      from: {
        orphan: true,
        pathNot: [anyTest, ...bundled, '^scripts/', '^bench/(bench|bare-server)[.]ts$'],
      },
    },
    wall(
      'declare-what-you-import',
      'npm lays packages of others in reach: name it in the package.json of this folder.',
      {},
      { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    ),
    wall(
      'no-development-package-in-the-shop',
      'It is not there in production: move it from devDependencies to dependencies.',
      { path: '^(contracts|platform|services|apps|demo)/', pathNot: [anyTest, ...bundled] },
      { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'], pathNot: '(^|/)node_modules/@types/' },
    ),
    wall('imports-resolve', 'This import leads nowhere.', {}, { couldNotResolve: true, pathNot: madeByKit }),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^apps/[^/]+/([.]svelte-kit|build)/' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default'] },
  },
}
