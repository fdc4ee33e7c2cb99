import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { folder, pages } from '../../../scripts/reference/pages.mjs';

const root = path.resolve(import.meta.dirname, '../../..');

describe('the reference pages', () => {
  for (const [name, text] of Object.entries(pages())) {
    it(`${name} says what the catalogues say`, () => {
      const file = path.join(root, folder, name);
      assert.ok(
        existsSync(file) && readFileSync(file, 'utf8') === text,
        `run npm run reference: ${name} is old`,
      );
    });
  }
});
