// The types of a library entry in one file that refers to no other, those of its packages included.
import path from 'node:path';
import { rollup } from 'rollup';
import { dts } from 'rollup-plugin-dts';
import { root } from '../parts/paths.mjs';

/** @param {string} entry @param {string} outfile  both below the project's root */
export async function bundleTypes(entry, outfile) {
  const bundle = await rollup({
    input: path.join(root, entry),
    plugins: [dts({ respectExternal: true, tsconfig: path.join(root, 'tsconfig.json') })],
    onwarn(warning) {
      throw new Error(warning.message);
    },
  });
  const { output } = await bundle.write({ file: path.join(root, outfile), format: 'es' });
  await bundle.close();
  const [{ imports, dynamicImports }] = output;
  const references = [...imports, ...dynamicImports];
  if (references.length > 0) throw new Error(`${outfile} refers to ${references.join(', ')}`);
}
