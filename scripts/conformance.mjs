// `npm run conformance`: the dialect's answers beside PostgreSQL's, on a real MongoDB.
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { bootstrap } from './parts/bootstrap.mjs';
import { root } from './parts/paths.mjs';

await bootstrap(import.meta.url);
await import(pathToFileURL(path.join(root, 'test', 'conformance', 'run.ts')).href);
