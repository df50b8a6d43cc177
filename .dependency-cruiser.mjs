// Inside a capability these folders are pure; all else in it reads or writes.
const pure =
  '^(shared/domain/|functions/[^/]+/(plan|wishes|hosts)/|functions/intake/plan\\.ts$|forwarder/(project|speech/ranges)\\.ts$|forwarder/(projection|joins|status/plan)/)';

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    {
      name: 'pure-set-touches-nothing',
      comment: 'Plans are data in, data out: take what you need as an argument; only other pure files may be imported.',
      severity: 'error',
      from: { path: pure },
      to: { pathNot: [pure, '^(node:)?(crypto|url|net)$'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'domain-imports-nothing',
      comment: 'shared/domain is the vocabulary: everything may speak it, it knows nobody.',
      severity: 'error',
      from: { path: '^shared/domain/' },
      to: { pathNot: ['^shared/domain/', '^(node:)?(crypto|url|net)$'] },
    },
    {
      name: 'functions-are-islands',
      comment: 'Capabilities meet through rows and work items, never through an import.',
      severity: 'error',
      from: { path: '^functions/([^/]+)/' },
      to: { path: '^functions/', pathNot: '^functions/$1/' },
    },
    {
      name: 'only-handlers-wire',
      comment: 'Inside a capability only handler.ts and lambda.ts know the adapters; everything else takes a port.',
      severity: 'error',
      from: { path: '^functions/', pathNot: '/(handler|lambda)\\.ts$' },
      to: { path: '^shared/adapters/' },
    },
    {
      name: 'only-adapters-see-an-sdk',
      comment: 'SDKs and fetch live in shared/adapters behind a port.',
      severity: 'error',
      from: { pathNot: '^(shared/adapters/|test/)' },
      to: { path: '^node_modules/(@aws-sdk|@slack|@kubernetes|@smithy)/' },
    },
    {
      name: 'product-does-not-know-the-sandbox',
      comment: 'local/ is the sandbox: it imports the product, never the other way round (cli/ and tests excepted).',
      severity: 'error',
      from: { path: '^(shared|functions|forwarder)/' },
      to: { path: '^(local|test|cli|examples)/' },
    },
    {
      name: 'the-cloud-does-not-know-the-product',
      comment:
        'A strict model that shares code with what it judges would share its mistakes; only vocabulary is common.',
      severity: 'error',
      from: { path: '^local/cloud/' },
      to: { path: '^(functions|forwarder|shared/(adapters|rows|runtime|configuration))/' },
    },
    {
      name: 'shared-does-not-know-who-uses-it',
      comment: 'shared/ is below the functions and the forwarder.',
      severity: 'error',
      from: { path: '^shared/' },
      to: { path: '^(functions|forwarder)/' },
    },
    {
      name: 'nobody-knows-the-deployment',
      comment: 'infra/ describes how the product is deployed; what runs must not depend on it.',
      severity: 'error',
      from: { pathNot: '^(infra|test)/' },
      to: { path: '^infra/' },
    },
    {
      name: 'no-circular',
      comment: 'A cycle hides which of the two is the lower one.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-unresolvable',
      comment: 'An import that does not resolve is a typo.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    combinedDependencies: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
};
