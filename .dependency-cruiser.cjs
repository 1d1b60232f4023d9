/** The inner walls of the house; the outer ones are the project references in tsconfig.json. */
const lower = {
  sealing: 'stack|credential|vocabulary|template|page|formats|roster|verifying|cosigning|record',
  vocabulary: 'stack|template|page|formats|roster|verifying|sealing',
  credential: 'vocabulary|stack|template|page|formats|roster|verifying|sealing|cosigning|record',
  stack: 'template|page|roster',
  template: 'page|formats|roster|verifying|sealing|cosigning|record',
  package: 'stack|credential|vocabulary|page|proof|formats|roster|verifying|cosigning|record',
  page: 'stack|formats|roster|verifying|cosigning|record',
  proof: 'template|page|formats|roster',
  formats: 'platforms|stack|page|roster|verifying|template|cosigning|record',
  course: 'stack|credential|vocabulary|template|page|formats|roster|verifying|sealing|workbook|platforms',
  status: 'stack|template|page|roster|verifying',
  institution: 'stack|page|formats|roster|verifying|sealing|cosigning|record',
  audit: 'stack|credential|template|page|roster|verifying',
  workbook: 'stack|credential|vocabulary|template|page|formats|roster|verifying|sealing',
  roster: 'platforms|stack|page|formats|verifying|sealing',
  verifying: 'stack|page|roster|template|cosigning|record|trust',
  trust: 'stack|page|roster|template|formats|cosigning|record',
  record: 'stack|roster|formats|template|page|cosigning|credential',
  cosigning: 'stack|roster|formats|template|record',
  platforms: 'stack|page|verifying|sealing|cosigning',
  report: 'stack|roster|template|formats|cosigning|record|augmenting|status|trust',
  printing:
    'stack|credential|vocabulary|template|formats|roster|workbook|proof|cosigning|record|augmenting|status|trust|report|answer',
  outputs: 'stack|credential|vocabulary|template|page|roster|verifying|cosigning|record|report|answer',
  answer: 'stack|page|roster|template|formats|cosigning|record|augmenting|status',
  augmenting: 'stack|page|roster|template|formats|credential|vocabulary|proof|cosigning|record',
};

module.exports = {
  forbidden: [
    { name: 'no-circles', severity: 'error', from: {}, to: { circular: true } },
    ...Object.entries(lower).map(([floor, above]) => ({
      name: `${floor}-stays-on-its-floor`,
      severity: 'error',
      // A test may fetch what it tests with from any floor.
      from: { path: `^shared/${floor}/`, pathNot: '\\.test\\.ts$' },
      to: { path: `^shared/(${above})/` },
    })),
    {
      name: 'raising-stands-above-sealing-and-verifying',
      severity: 'error',
      from: {
        path: '^shared/(sealing|verifying|vocabulary|credential|stack|template|page|proof|formats|workbook|roster)/',
        pathNot: '\\.test\\.ts$',
      },
      to: { path: '^shared/augmenting/' },
    },
    {
      name: 'rules-of-stacks-see-only-credentials',
      comment: 'Three files read what is sealed; what is judged from it knows nothing of seals.',
      severity: 'error',
      from: { path: '^shared/stack/', pathNot: '/(presented|european-credential|badge)\\.ts$|\\.test\\.ts$' },
      to: { path: '^shared/(verifying|formats|sealing)/' },
    },
    {
      name: 'the-gallery-hangs-at-the-top',
      comment: 'Bundled templates are templates like any other: no floor may know them.',
      severity: 'error',
      from: { path: '^shared/', pathNot: '^shared/(gallery|desk)/|\\.test\\.ts$' },
      to: { path: '^shared/gallery/' },
    },
    {
      name: 'samples-stay-in-tests',
      severity: 'error',
      from: { pathNot: '\\.test\\.ts$|^e2e/|/sample-[^/]+\\.ts$' },
      to: { path: '/sample-[^/]+\\.ts$' },
    },
    {
      name: 'only-the-top-sees-all',
      comment: 'issue.ts, its parts and desk.ts sit above every floor; nothing below may look up to them.',
      severity: 'error',
      from: { path: '^shared/[^/]+/', pathNot: '^shared/(issue|desk)/|\\.test\\.ts$' },
      to: { path: '^shared/(issue\\.ts$|issue/|desk\\.ts$|desk/)' },
    },
    {
      name: 'shared-knows-no-machine',
      severity: 'error',
      from: { path: '^shared/', pathNot: '\\.test\\.ts$' },
      to: { path: '^(electron|renderer)/|^node:', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'shared-knows-no-node',
      severity: 'error',
      from: { path: '^shared/', pathNot: '\\.test\\.ts$' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'one-way-out',
      comment: 'Requests leave through send.ts, which asks the policy and writes the log.',
      severity: 'error',
      from: { path: '^electron/', pathNot: '\\.test\\.ts$|/sample-[^/]+\\.ts$' },
      to: { path: '^(node:)?(http|https|http2|net|tls|dgram|dns)$' },
    },
    {
      name: 'databases-behind-one-door',
      comment: 'connection.ts asks the policy and writes the log before it reaches for a database.',
      severity: 'error',
      from: { path: '^electron/', pathNot: '^electron/postgres/|\\.test\\.ts$' },
      to: { path: '^node_modules/(pg|pg-boss)/' },
    },
    {
      name: 'renderer-is-only-the-screen',
      severity: 'error',
      from: { path: '^renderer/' },
      to: { path: '^electron/' },
    },
    {
      name: 'electron-draws-nothing',
      severity: 'error',
      from: { path: '^electron/' },
      to: { path: '^renderer/' },
    },
    {
      name: 'six-files-know-electron',
      severity: 'error',
      from: {
        path: '^(shared|electron)/',
        pathNot: '^electron/(main|preload|window|menu|taskbar|lend-readers)\\.ts$',
      },
      to: { path: '^(node_modules/electron/|electron$)' },
    },
  ],
  options: {
    parser: 'swc',
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
