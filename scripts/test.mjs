// `npm test`: everything, against real parts. `node scripts/test.mjs unit editor` runs these suites only; what
// follows their names goes to mocha: `npm run test:unit -- -g "pool options"`, `npm run test:ui -- test/ui/tree.test.ts`.
import { bootstrap } from './parts/bootstrap.mjs';

await bootstrap(import.meta.url);
const { runSuites } = await import('./test/run-suites.mjs');
process.exitCode = (await runSuites(process.argv.slice(2))) ? 0 : 1;
