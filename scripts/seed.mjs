// `npm run demo:seed -- --uri mongodb://… [--scale 2]`: fills the database `shop` with a sample application.
import { bootstrap } from './parts/bootstrap.mjs';

await bootstrap(import.meta.url);
const { parseArgs } = await import('node:util');
const { seedShop } = await import('./seed/seed-shop.mjs');
const { values } = parseArgs({
  options: { uri: { type: 'string' }, scale: { type: 'string', default: '1' } },
});
if (!values.uri || !(Number(values.scale) > 0)) {
  console.error('usage: npm run demo:seed -- --uri mongodb://127.0.0.1:27017 [--scale 1]');
  process.exit(2);
}
await seedShop(values.uri, { scale: Number(values.scale) });
