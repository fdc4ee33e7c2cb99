// Packages that are bundled beside a bundle instead of into it: what loading costs is mostly reading what is there.
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const fileOf = (name) => `./${name.replaceAll('/', '-')}.cjs`;

/**
 * The bundle takes these packages from files of their own: `loaded` where it imports them, `atFirstUse` when something of them is first
 * read. Whoever extends one of their classes reads it at once.
 * @param {{ loaded?: string[], atFirstUse?: string[] }} packages  for CommonJS, as they are imported
 * @returns {import('esbuild').Plugin}
 */
export const besideBundle = ({ loaded = [], atFirstUse = [] }) => ({
  name: 'beside-bundle',
  setup(build) {
    build.onResolve({ filter: /^[^.]/ }, ({ path, kind }) => {
      if (kind === 'entry-point') return undefined;
      if (loaded.includes(path)) return { path: fileOf(path), external: true };
      return atFirstUse.includes(path) ? { path, namespace: 'at-first-use' } : undefined;
    });
    build.onResolve({ filter: /^\./, namespace: 'at-first-use' }, ({ path }) => ({ path, external: true }));
    build.onLoad({ filter: /.*/, namespace: 'at-first-use' }, ({ path }) => ({ contents: getters(path) }));
  },
});

/** A module with all that a package exports, each by a getter that loads it. */
const getters = (name) => `
  for (const name of ${JSON.stringify(Object.keys(require(name)))})
    Object.defineProperty(exports, name, { enumerable: true, get: () => require('${fileOf(name)}')[name] });
`;

/** How such a package is bundled: from its name to the file that the others look for. */
export const packageAlone = (name) => ({
  entryPoints: [require.resolve(name)],
  outfile: `dist/${fileOf(name).slice(2)}`,
});
