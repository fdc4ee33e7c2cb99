// The sample database of the extension, filled for tests, benches and the demo.
import { seedShop as fill } from '../../client/src/sample/seed-shop.ts';
import { announced } from '../parts/announce.mjs';

export { shopUri } from '../../client/src/sample/seed-shop.ts';

/** @param {string} uri @param {{ scale?: number }} [options] */
export function seedShop(uri, { scale = 1 } = {}) {
  return announced(`shop: sample data, ${scale} × 36,000 documents`, () => fill(uri, { scale }));
}
