// Packages and modules that are bundled beside a bundle instead of into it: what loading costs is mostly reading what is there.
import { createRequire } from 'node:module';
import path from 'node:path';
import { root } from '../parts/paths.mjs';

const require = createRequire(import.meta.url);
const fileOf = (name) => `./${name.replaceAll('/', '-').replace(/\.ts$/, '')}.cjs`;

/**
 * The bundle takes these packages from files of their own: `loaded` where it imports them, `atFirstUse` when something of them is first
 * read. Whoever extends one of their classes reads it at once. `imported` are modules of ours that are only ever imported dynamically, and
 * share no state with the bundle.
 * @param {{ loaded?: string[], atFirstUse?: string[], imported?: string[] }} beside  packages for CommonJS as they are imported, modules
 *   as paths below the root
 * @returns {import('esbuild').Plugin}
 */
export const besideBundle = ({ loaded = [], atFirstUse = [], imported = [] }) => ({
  name: 'beside-bundle',
  setup(build) {
    build.onResolve({ filter: /^[^.]/ }, ({ path: name, kind }) => {
      if (kind === 'entry-point') return undefined;
      if (loaded.includes(name)) return { path: fileOf(name), external: true };
      return atFirstUse.includes(name) ? { path: name, namespace: 'at-first-use' } : undefined;
    });
    build.onResolve({ filter: /^\./, namespace: 'at-first-use' }, (given) => ({
      path: given.path,
      external: true,
    }));
    build.onResolve({ filter: /^\.\.?\// }, (given) => {
      if (given.kind !== 'dynamic-import') return undefined;
      const module = path.relative(root, path.join(given.resolveDir, given.path)).replaceAll(path.sep, '/');
      return imported.includes(module) ? { path: fileOf(module), external: true } : undefined;
    });
    build.onLoad({ filter: /.*/, namespace: 'at-first-use' }, (given) => ({ contents: getters(given.path) }));
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

/** The same for a module of ours. */
export const moduleAlone = (module) => ({
  entryPoints: [path.join(root, module)],
  outfile: `dist/${fileOf(module).slice(2)}`,
});
