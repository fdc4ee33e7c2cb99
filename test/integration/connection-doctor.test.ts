import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo, Server } from 'node:net';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createServer as createTlsServer } from 'node:tls';
import { MongoClient } from 'mongodb';
import { generate } from 'selfsigned';
import { examine } from '../../client/src/doctor/examine.ts';
import { findingText } from '../../client/src/doctor/report.ts';
import { removeTemporaryFolder, temporaryFolder } from '../../scripts/parts/children.mjs';
import { freePorts } from '../../client/src/sample/free-ports.ts';
import { startSingle } from '../../scripts/parts/start-mongod.mjs';
import type { RunningMongo } from '../../scripts/parts/start-mongod.mjs';
import { replicaSetMongo, singleMongo } from './fixtures.ts';

/** The report of a connection string, with what differs from run to run replaced. */
async function report(uri: string): Promise<string> {
  const lines: string[] = [];
  for await (const finding of examine(uri)) lines.push(findingText(finding));
  return lines
    .join('\n')
    .replaceAll(/127\.0\.0\.1:\d+/g, '127.0.0.1:PORT')
    .replaceAll(/\d+(\.\d)? ms/g, 'N ms')
    .replaceAll(/sees \d+ databases/g, 'sees N databases');
}

/** The port that a server listens at, on loopback. Whoever hangs up on it does it no harm. */
async function listen(server: Server): Promise<number> {
  server.on('connection', (socket) => socket.on('error', () => undefined));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

const notTried = (...titles: string[]) =>
  titles.map((title) => `· ${title}: Not tried: an earlier step has to succeed first.`);

describe('the connection doctor', function () {
  this.timeout(60_000);

  it('goes from a connection string to an answer', async () => {
    assert.equal(
      await report((await singleMongo()).uri),
      [
        '✓ Connection string: It names one host.',
        '· Names (DNS): There is no name to look up: the hosts are addresses.',
        '✓ Hosts (TCP): 127.0.0.1:PORT takes connections.',
        '· Encryption (TLS): The connection string does not ask for TLS.',
        '✓ Server: 127.0.0.1:PORT is a MongoDB by itself.',
        '✓ Login: The server lets anybody in and sees N databases.',
        '✓ Answer: An answer takes N ms.',
      ].join('\n'),
    );
  });

  it('ends at once when it is cancelled, whatever the step that goes on waits for', async () => {
    const silent = createServer();
    const port = await listen(silent);
    let isConnected = false;
    const abort = new AbortController();
    const steps: string[] = [];
    // The second connection is the one that waits for an answer which never comes.
    silent.on('connection', (socket) => {
      isConnected = true;
      socket.on('data', () => abort.abort());
    });
    for await (const { step } of examine(`mongodb://127.0.0.1:${port}/`, abort.signal)) steps.push(step);
    assert.deepEqual([steps, isConnected], [['uri', 'names', 'hosts', 'tls'], true]);
    silent.close();
  });

  it('leaves no connection to a server where it is cancelled before its last answer', async () => {
    const { uri } = await singleMongo();
    const application = 'cancelled doctor';
    const client = await new MongoClient(uri).connect();
    const mine = () =>
      client
        .db('admin')
        .aggregate([
          { $currentOp: { allUsers: true, idleConnections: true } },
          { $match: { appName: application } },
        ])
        .toArray();
    try {
      const abort = new AbortController();
      for await (const { step } of examine(
        `${uri}?appName=${encodeURIComponent(application)}`,
        abort.signal,
      )) {
        if (step !== 'login') continue;
        assert.notDeepEqual(await mine(), []);
        abort.abort();
      }
      const deadline = performance.now() + 1000;
      while ((await mine()).length > 0 && performance.now() < deadline) await sleep(10);
      assert.deepEqual(await mine(), []);
    } finally {
      await client.close();
    }
  });

  it('knows a replica set, and takes the name that it has', async () => {
    const { uri } = await replicaSetMongo();
    assert.match(
      await report(uri),
      /✓ Server: \S+ is (the primary of rs0 with 3 members|a secondary of rs0 with 3 members, \S+ the primary)\./,
    );
    const [text = ''] =
      /✗ Server[^]*?Do: .*/.exec(await report(uri.replace('replicaSet=rs0', 'replicaSet=rs1'))) ?? [];
    assert.equal(
      text,
      '✗ Server: 127.0.0.1:PORT belongs to the replica set rs0, not to rs1.\n' +
        '    Why: The driver only takes members of the set that the string names.\n' +
        '    Do: Write replicaSet=rs0.',
    );
  });

  it('says that a string cannot be read, without its password', async () => {
    const text = await report('mongodb://ann:s3cret-word@localhost/?maxPoolSzie=3');
    assert.match(text, /^✗ Connection string: The driver cannot read the connection string: .*maxpoolszie/);
    assert.ok(!text.includes('s3cret-word'));
  });

  it('tells a port where nothing listens from a name that nobody knows', async () => {
    const [port] = await freePorts(1);
    assert.equal(
      await report(`mongodb://127.0.0.1:${port}`),
      [
        '✓ Connection string: It names one host.',
        '· Names (DNS): There is no name to look up: the hosts are addresses.',
        '✗ Hosts (TCP): 127.0.0.1:PORT refuses the connection.',
        '    Why: The machine is there, but nothing listens at this port.',
        '    Do: Start MongoDB there, or correct the port. In a container the port has to be published.',
        ...notTried('Encryption (TLS)', 'Server', 'Login', 'Answer'),
      ].join('\n'),
    );
    assert.match(
      await report('mongodb://no-such-host.invalid'),
      /✗ Names \(DNS\): no-such-host\.invalid cannot be found\.\n {4}Why: [^]*· Answer: Not tried/,
    );
    assert.match(
      await report('mongodb+srv://no-such-host.invalid'),
      /✗ Names \(DNS\): The name service has no hosts for no-such-host\.invalid \(SRV _mongodb\._tcp/,
    );
  });

  it('warns of one host among several that is down', async () => {
    const [port] = await freePorts(1);
    const uri = (await replicaSetMongo()).uri.replace('/?', `,127.0.0.1:${port}/?`);
    assert.match(await report(uri), /▲ Hosts \(TCP\): 127\.0\.0\.1:PORT refuses[^]*✓ Answer/);
  });

  it('finds that something else listens', async () => {
    const other = createServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
    const port = await listen(other);
    const text = await report(`mongodb://127.0.0.1:${port}`);
    other.close();
    assert.match(text, /✗ Server: What listens at 127\.0\.0\.1:PORT does not answer as a MongoDB/);
  });

  describe('before a server that wants a login', () => {
    let mongo: RunningMongo;
    before(async () => void (mongo = await startSingle({ auth: { user: 'ann', password: 's3cret-word' } })));
    after(() => mongo.stop());

    it('tells no user, a wrong one and one of another database apart', async () => {
      const { uri } = mongo;
      assert.match(await report(uri), /✓ Login: The user is let in/);
      assert.match(
        await report(uri.replace('ann:s3cret-word@', '')),
        /✗ Login: The server wants a login\.\n.*\n {4}Do: Add a user and a password/,
      );
      const wrong = await report(uri.replace('s3cret', 'wr0ng'));
      assert.match(wrong, /✗ Login: The server refuses the user or the password \(looked for in admin\)/);
      assert.ok(!wrong.includes('wr0ng-word'));
      assert.match(
        await report(uri.replace(/\/(\?.*)?$/, '/shop')),
        /✗ Login: The server does not know the user in the database shop\.\n.*\n {4}Do: Add authSource=admin/,
      );
    });
  });

  describe('before a server that encrypts', () => {
    const folder = temporaryFolder('tls');
    let made: Awaited<ReturnType<typeof generate>>;
    const pem = join(folder, 'server.pem');
    const ca = join(folder, 'ca.pem');
    let mongo: RunningMongo;
    let uri = '';

    before(async () => {
      made = await generate([{ name: 'commonName', value: 'qlsql test' }], {
        extensions: [{ name: 'subjectAltName', altNames: [{ type: 7, ip: '127.0.0.1' }] }],
      });
      writeFileSync(pem, `${made.private}\n${made.cert}`);
      writeFileSync(ca, made.cert);
      // The launcher looks without encryption whether the server is up, so that both are let in.
      mongo = await startSingle({
        args: [
          '--tlsMode',
          'preferTLS',
          '--tlsCertificateKeyFile',
          pem,
          '--tlsAllowConnectionsWithoutCertificates',
        ],
      });
      uri = `${mongo.uri}?tls=true`;
    });
    after(async () => {
      await mongo.stop();
      await removeTemporaryFolder(folder);
    });

    it('asks for the authority that signed', async () => {
      assert.match(
        await report(uri),
        /✗ Encryption \(TLS\): This machine does not know who signed the certificate of 127[^]*Do: Add tlsCAFile=/,
      );
      const trusted = await report(`${uri}&tlsCAFile=${encodeURIComponent(ca)}`);
      assert.match(
        trusted,
        /✓ Encryption \(TLS\): TLSv1\.\d with the certificate of qlsql test, valid for \d+ more/,
      );
      assert.match(trusted, /✓ Answer/);
      assert.match(await report(`${uri}&tlsAllowInvalidCertificates=true`), /✓ Answer/);
    });

    it('says that it has to be asked for', async () => {
      const strict = createTlsServer({ key: made.private, cert: made.cert });
      const port = await listen(strict);
      const text = await report(`mongodb://127.0.0.1:${port}`);
      strict.close();
      assert.match(
        text,
        /✗ Server: 127\.0\.0\.1:PORT answers in TLS only\.\n.*\n {4}Do: Add tls=true to it\./,
      );
    });

    it('says where a file of certificates is missing', async () => {
      assert.match(
        await report(`${uri}&tlsCAFile=${encodeURIComponent(join(folder, 'none.pem'))}`),
        /✗ Encryption \(TLS\): A certificate file cannot be read: ENOENT/,
      );
    });

    it('and before one that does not: says that it does not', async () => {
      assert.match(
        await report(`${(await singleMongo()).uri}?tls=true`),
        /✗ Encryption \(TLS\): 127\.0\.0\.1:PORT does not answer in TLS\./,
      );
    });
  });
});
