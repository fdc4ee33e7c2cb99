import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { MongoClient } from 'mongodb';
import { downloadArchive, programName } from '../../client/src/sample/mongod-download.ts';
import { findMongodHere } from '../../client/src/sample/find-mongod.ts';
import { SampleServer } from '../../client/src/sample/sample-server.ts';
import { removeTemporaryFolder, temporaryFolder } from '../../scripts/parts/children.mjs';
import { findMongod } from '../../scripts/parts/mongod.mjs';

const scale = 0.05;
const quietly = (): void => undefined;

describe('the sample database', () => {
  let folder: string;
  let program: string;
  before(async () => {
    folder = temporaryFolder('sample');
    program = (await findMongod()).path;
  });
  after(() => removeTemporaryFolder(folder));

  async function users(uri: string): Promise<number> {
    const client = new MongoClient(uri, { serverSelectionTimeoutMS: 500 });
    try {
      return await client.db('shop').collection('users').countDocuments();
    } finally {
      await client.close();
    }
  }

  it('is started, filled, shared by windows, stopped, and there again with what it had', async () => {
    const one = new SampleServer(folder, scale);
    const steps: string[] = [];
    const uri = await one.start(program, (step) => steps.push(step));
    assert.equal(await users(uri), 100);
    assert.deepEqual(steps.slice(0, 2), ['starting', 'filling users with sample data']);
    const other = new SampleServer(folder, scale);
    assert.equal(await other.start(program, quietly), uri);
    await other.stop();
    assert.equal(await users(uri), 100, 'the other window does not end it');
    await assert.rejects(other.remove(), /Another window runs the sample database/);
    await one.stop();
    await assert.rejects(users(uri));
    const again: string[] = [];
    const where = await one.start(program, (step) => again.push(step));
    assert.deepEqual([again, await users(where)], [['starting'], 100]);
    await one.stop();
  });

  it('ends when it is cancelled while it starts', async () => {
    const server = new SampleServer(folder, scale);
    const abort = new AbortController();
    await assert.rejects(
      server.start(program, () => abort.abort(), abort.signal),
      { name: 'AbortError' },
    );
    assert.equal(existsSync(path.join(folder, 'running.json')), false);
    // A mongod empties this file as it ends.
    assert.equal(readFileSync(path.join(folder, 'data', 'mongod.lock'), 'utf8'), '');
  });

  it('is not filled any further when it is cancelled, and filled anew by the next', async () => {
    const one = new SampleServer(folder, scale);
    const uri = await one.start(program, quietly);
    const client = await new MongoClient(uri).connect();
    try {
      await client.db().dropDatabase();
      const abort = new AbortController();
      const filling = new SampleServer(folder, 10).start(
        program,
        (step) => {
          if (step.includes('user_activities')) setTimeout(() => abort.abort(), 50);
        },
        abort.signal,
      );
      await assert.rejects(filling, { name: 'AbortError' });
      assert.deepEqual(await workOn(client), []);
      const filled = await client.db().collection('user_activities').countDocuments();
      assert.ok(filled < 200_000, String(filled));
      await new SampleServer(folder, scale).start(program, quietly);
      assert.equal(await client.db().collection('user_activities').countDocuments(), 1000);
    } finally {
      await client.close();
      await one.stop();
    }
  });

  /** What the server does in the shop. */
  function workOn(client: MongoClient): Promise<unknown[]> {
    return client
      .db('admin')
      .aggregate([{ $currentOp: {} }, { $match: { ns: /^shop\./ } }])
      .toArray();
  }

  it('left behind by a window that crashed, is taken over and removed', async () => {
    const child = spawn(process.execPath, [
      path.join(import.meta.dirname, 'children', 'sample-owner.ts'),
      folder,
      program,
    ]);
    await once(child.stdout, 'data');
    child.kill('SIGKILL');
    await once(child, 'exit');
    const server = new SampleServer(folder, scale);
    const steps: string[] = [];
    const uri = await server.start(program, (step) => steps.push(step));
    assert.deepEqual([steps, await users(uri)], [[], 100]);
    await server.remove();
    assert.equal(existsSync(folder), false);
    await assert.rejects(users(uri));
  });

  it('that cannot start says which program failed, and why', async () => {
    mkdirSync(folder, { recursive: true });
    await assert.rejects(
      new SampleServer(folder, scale).start(process.execPath, quietly),
      new RegExp(`^Error: ${process.execPath} ended\\. Its last words:\\n.*bad option`, 's'),
    );
  });

  it('names a mongod that is none', () => {
    assert.throws(() => findMongodHere(folder, '/nowhere/mongod'), /^Error: \/nowhere\/mongod is named/);
  });
});

describe('the download of a mongod', () => {
  let folder: string;
  let site: Server;
  let sum: string;
  let address: string;

  before(async () => {
    folder = temporaryFolder('download');
    const inside = path.join(folder, 'made', 'mongodb-linux-x86_64-8.2.6', 'bin');
    mkdirSync(inside, { recursive: true });
    writeFileSync(path.join(inside, programName), 'a program', { mode: 0o755 });
    const archive = path.join(folder, 'archive.tgz');
    execFileSync('tar', ['-czf', archive, '-C', path.join(folder, 'made'), '.']);
    const bytes = readFileSync(archive);
    sum = createHash('sha256').update(bytes).digest('hex');
    site = createServer(({ url }, response) => {
      if (url === '/archive.tgz') response.setHeader('content-length', bytes.length).end(bytes);
      else if (url === '/archive.tgz.sha256') response.end(`${sum}  archive.tgz\n`);
      else if (url === '/endless.tgz') response.write('and so on');
      else response.writeHead(404).end();
    }).listen(0, '127.0.0.1');
    await once(site, 'listening');
    address = `http://127.0.0.1:${(site.address() as AddressInfo).port}`;
  });
  after(async () => {
    site.closeAllConnections();
    site.close();
    await removeTemporaryFolder(folder);
  });

  /** An empty folder for a download. */
  function place(name: string): string {
    mkdirSync(path.join(folder, name));
    return path.join(folder, name);
  }

  it('leaves the program alone, and tells how far it is', async () => {
    const shares: number[] = [];
    const into = place('whole');
    await downloadArchive(`${address}/archive.tgz`, into, { progress: (share) => shares.push(share) });
    assert.deepEqual(readdirSync(into), [programName]);
    assert.equal(readFileSync(path.join(into, programName), 'utf8'), 'a program');
    assert.equal(shares.at(-1), 1);
  });

  it('refuses what is not what the site says it is', async () => {
    const right = sum;
    sum = '0'.repeat(64);
    const into = place('wrong');
    await assert.rejects(downloadArchive(`${address}/archive.tgz`, into), /did not arrive whole/);
    assert.equal(existsSync(path.join(into, programName)), false);
    sum = right;
  });

  it('says what the site answers where it has no such archive', async () => {
    await assert.rejects(downloadArchive(`${address}/nothing.tgz`, place('none')), /answers 404 Not Found/);
  });

  it('ends when it is cancelled', async () => {
    const abort = new AbortController();
    const download = downloadArchive(`${address}/endless.tgz`, place('endless'), { signal: abort.signal });
    setImmediate(() => abort.abort());
    await assert.rejects(download, { name: 'AbortError' });
  });
});
