// Who may import what: the one table that the linter, the tidy test and docs/architecture.md read.
// A room is a folder; `may` lists the rooms it may import besides itself, `only` the packages that only
// the rooms naming them may import. The most specific room that holds a file decides.

/** @typedef {{ room: string, may: string[], packages: string[] }} Layer */

/** @type {Layer[]} */
export const layers = [
  { room: 'dialect/src/problems', may: ['dialect/src/text'], packages: [] },
  { room: 'dialect/src/text', may: ['dialect/src/problems'], packages: [] },
  { room: 'dialect/src/catalog', may: [], packages: ['bson'] },
  {
    room: 'dialect/src/options',
    may: ['dialect/src/problems', 'dialect/src/text', 'dialect/src/catalog'],
    packages: [],
  },
  { room: 'dialect/src', may: [], packages: ['bson'] },
  {
    room: 'server/src',
    may: ['dialect/src'],
    packages: ['vscode-languageserver', 'vscode-languageserver-textdocument'],
  },
  {
    room: 'client/src/pools',
    may: [
      'dialect/src/options',
      'dialect/src/catalog',
      'dialect/src/problems',
      'dialect/src/text/written-name',
      'client/src/history',
    ],
    packages: ['mongodb', 'bson', 'hdr-histogram-js'],
  },
  {
    room: 'client/src/history',
    may: ['client/src/pools/pool-types', 'client/src/alerts/alert-types'],
    packages: [],
  },
  { room: 'client/src/doctor', may: ['client/src/pools'], packages: ['mongodb'] },
  {
    room: 'client/src/observe',
    may: ['client/src/pools', 'client/src/history', 'client/src/alerts'],
    packages: [],
  },
  {
    room: 'client/src/groups',
    may: ['dialect/src/options', 'dialect/src/catalog', 'dialect/src/problems', 'client/src/pools'],
    packages: [],
  },
  {
    room: 'client/src/alerts',
    may: [
      'dialect/src/catalog',
      'dialect/src/problems',
      'dialect/src/pipeline/alert-command',
      'dialect/src/text/written-name',
      'client/src/pools',
      'client/src/messages/format',
    ],
    packages: [],
  },
  {
    room: 'client/src/benchmark',
    may: [
      'dialect/src/options',
      'dialect/src/pipeline/command',
      'client/src/pools',
      'client/src/messages/format',
    ],
    packages: ['hdr-histogram-js'],
  },
  { room: 'client/src/saved', may: ['dialect/src', 'client/src/pools', 'client/src/groups'], packages: [] },
  {
    room: 'client/src/run',
    may: [
      'dialect/src',
      'client/src/pools',
      'client/src/groups',
      'client/src/saved',
      'client/src/alerts',
      'client/src/benchmark',
    ],
    packages: ['mongodb', 'bson', 'mingo'],
  },
  {
    room: 'client/src/import',
    may: ['dialect/src', 'client/src/run', 'client/src/pools/redact-uri'],
    packages: ['bson', 'csv-parse'],
  },
  { room: 'client/src/sample', may: [], packages: ['mongodb', 'bson', 'mongodb-memory-server-core'] },
  {
    room: 'client/src/messages',
    may: ['dialect/src/catalog', 'client/src/pools/pool-types', 'client/src/run/explained'],
    packages: [],
  },
  {
    room: 'client/src/cli',
    may: [
      'dialect/src',
      'client/src/pools',
      'client/src/saved',
      'client/src/alerts',
      'client/src/run',
      'client/src/import',
      'client/src/observe',
      'client/src/doctor',
      'server/src/protocol',
    ],
    packages: ['bson'],
  },
  {
    room: 'client/src',
    may: ['dialect/src', 'server/src/protocol'],
    packages: ['vscode', 'vscode-languageclient', 'bson'],
  },
  {
    room: 'media/notebook',
    may: ['media', 'client/src/messages', 'client/src/results'],
    packages: [],
  },
  {
    room: 'media',
    may: ['client/src/messages'],
    packages: ['uplot', '@vscode-elements/elements', '@tanstack/virtual-core'],
  },
];

/** Packages that only the rooms naming them may import. */
export const guarded = [...new Set(layers.flatMap((layer) => layer.packages))];

/** The layer that decides for a path below the project's root, or undefined outside the rooms. */
export function layerOf(path) {
  return layers
    .filter((layer) => path === layer.room || path.startsWith(`${layer.room}/`))
    .sort((a, b) => b.room.length - a.room.length)[0];
}

/** Whether a file in one place may import a file in another. Inside one room everything may. */
export function mayImport(from, to) {
  const layer = layerOf(from);
  if (!layer) return true;
  return [layer.room, ...layer.may].some(
    (room) => to === room || to.startsWith(`${room}/`) || to === `${room}.ts`,
  );
}
