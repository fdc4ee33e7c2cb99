// `npm run build`: everything that ships, into dist/. Options: --watch, --minify.
import { bootstrap } from './scripts/parts/bootstrap.mjs';

await bootstrap(import.meta.url);
const { build } = await import('./scripts/build/build.mjs');
await build({ watch: process.argv.includes('--watch'), minify: process.argv.includes('--minify') });
