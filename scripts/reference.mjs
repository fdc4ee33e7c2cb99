// `npm run reference`: writes docs/reference anew from the catalogues.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './parts/paths.mjs';
import { folder, pages } from './reference/pages.mjs';

mkdirSync(path.join(root, folder), { recursive: true });
for (const [name, text] of Object.entries(pages())) {
  writeFileSync(path.join(root, folder, name), text);
  process.stdout.write(`${folder}/${name}: ${text.split('\n').length} lines\n`);
}
