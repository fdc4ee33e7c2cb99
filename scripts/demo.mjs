// `npm run demo`: a database with sample data and the editor on the examples, from a bare clone. Ctrl-C ends both.
// `npm run demo -- --tour DIR` walks through the product unattended and leaves pictures in DIR.
import { bootstrap } from './parts/bootstrap.mjs';

await bootstrap(import.meta.url);
const { parseArgs } = await import('node:util');
const { demo } = await import('./demo/demo.mjs');
const { values } = parseArgs({
  options: { tour: { type: 'string' }, scale: { type: 'string', default: '1' }, port: { type: 'string' } },
});
await demo({
  tour: values.tour,
  scale: Number(values.scale),
  port: values.port ? Number(values.port) : undefined,
});
