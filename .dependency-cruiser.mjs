const pure = '^(shared/domain/|functions/[^/]+/(plan|format|settle)\\.ts$|forwarder/project\\.ts$)';

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    {
      name: 'pure-set-touches-nothing',
      comment:
        'Plans are data in, data out: take what you need as an argument; only shared/domain and other pure files may be imported.',
      severity: 'error',
      from: { path: pure },
      to: { pathNot: pure },
    },
    {
      name: 'functions-are-islands',
      comment: 'Capabilities meet through rows and work items, never through an import.',
      severity: 'error',
      from: { path: '^functions/([^/]+)/' },
      to: { path: '^functions/', pathNot: '^functions/$1/' },
    },
    {
      name: 'only-adapters-see-an-sdk',
      comment: 'SDKs and fetch live in shared/adapters behind a port.',
      severity: 'error',
      from: { pathNot: '^(shared/adapters/|test/)' },
      to: { path: '^node_modules/(@aws-sdk|@slack|@kubernetes)/' },
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
