// A real MongoDB for tests, the demo and the benches: on free ports, in a temporary folder, gone afterwards.
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { MongoClient } from 'mongodb';
import { removeTemporaryFolder, temporaryFolder } from './children.mjs';
import { findMongod } from './mongod.mjs';
import { launchMongod, writeKeyFile } from './mongod-process.mjs';
import { freePorts } from '../../client/src/sample/free-ports.ts';

/**
 * A user to be created as root, after which the server lets nobody in without a password.
 * `true` stands for user "root", password "secret".
 * @typedef {boolean | { user: string, password: string }} Auth
 */

/**
 * @typedef {object} RunningMongo
 * @property {string} uri  with the credentials, if there are any
 * @property {string} version  e.g. "6.0.5"
 * @property {import('./mongod-process.mjs').MongodProcess[]} processes
 * @property {() => Promise<void>} stop  ends all members and removes their data
 * @property {(member: number, signal?: NodeJS.Signals) => Promise<void>} kill  SIGKILL ends a member, SIGSTOP freezes it, SIGCONT wakes it
 * @property {(member: number) => Promise<void>} restart  starts a killed member again with its data
 */

/**
 * @param {{ port?: number, dbpath?: string, auth?: Auth, args?: string[] }} [options]  a dbpath of one's own is kept
 * @returns {Promise<RunningMongo>}
 */
export async function startSingle({ port, dbpath, auth = false, args = [] } = {}) {
  const folder = temporaryFolder('mongod');
  const account = accountOf(auth);
  const chosen = port ?? (await freePorts(1))[0];
  const member = await launchMongod({
    port: /** @type {number} */ (chosen),
    dbpath: dbpath ?? path.join(folder, 'data'),
    auth: Boolean(account),
    args,
  });
  const address = `127.0.0.1:${chosen}`;
  if (account) await createRoot(`mongodb://${address}/?directConnection=true`, account);
  return running([member], folder, `mongodb://${credentials(account)}${address}/`);
}

/**
 * @param {{ members?: number, auth?: Auth, args?: string[] }} [options]
 * @returns {Promise<RunningMongo>}
 */
export async function startReplicaSet({ members = 3, auth = false, args = [] } = {}) {
  const folder = temporaryFolder('rs');
  mkdirSync(folder, { recursive: true });
  const account = accountOf(auth);
  const keyFile = account ? writeKeyFile(folder) : undefined;
  const ports = await freePorts(members);
  const processes = await Promise.all(
    ports.map((port) =>
      launchMongod({ port, dbpath: path.join(folder, String(port)), replSet: 'rs0', keyFile, args }),
    ),
  );
  const hosts = ports.map((port) => `127.0.0.1:${port}`);
  await initiate(hosts, account);
  return running(processes, folder, `mongodb://${credentials(account)}${hosts.join(',')}/?replicaSet=rs0`);
}

/** @returns {Promise<RunningMongo>} */
async function running(processes, folder, uri) {
  const { version } = await findMongod();
  const memberAt = (index) => {
    const member = processes[index];
    if (!member) throw new RangeError(`There is no member ${index}, only 0 to ${processes.length - 1}.`);
    return member;
  };
  return {
    uri,
    version,
    processes,
    async stop() {
      // The data goes too, so there is nothing to flush.
      await Promise.all(processes.map((member) => member.kill('SIGKILL')));
      await removeTemporaryFolder(folder);
    },
    kill: (member, signal) => memberAt(member).kill(signal),
    restart: (member) => memberAt(member).start(),
  };
}

async function initiate(hosts, account) {
  const direct = `mongodb://${hosts[0]}/?directConnection=true`;
  await withAdmin(direct, (admin) =>
    admin.command({
      replSetInitiate: {
        _id: 'rs0',
        members: hosts.map((host, _id) => ({ _id, host })),
        // Fail-over within a second or two instead of ten: tests wait for it.
        settings: { electionTimeoutMillis: 1000, heartbeatIntervalMillis: 500 },
      },
    }),
  );
  await until('a primary', () => withAdmin(direct, isPrimary));
  if (account) await createRoot(direct, account);
  const all = `mongodb://${credentials(account)}${hosts.join(',')}/?replicaSet=rs0`;
  await withAdmin(all, (admin) =>
    until('the secondaries', async () => {
      const { members } = await admin.command({ replSetGetStatus: 1 });
      return members.every(({ stateStr }) => stateStr === 'PRIMARY' || stateStr === 'SECONDARY');
    }),
  );
}

const isPrimary = async (admin) => (await admin.command({ hello: 1 })).isWritablePrimary;

/** The first user may be created without being one, from this machine: MongoDB's localhost exception. */
function createRoot(uri, { user, password }) {
  return withAdmin(uri, (admin) => admin.command({ createUser: user, pwd: password, roles: ['root'] }));
}

async function withAdmin(uri, work) {
  const client = new MongoClient(uri, { serverSelectionTimeoutMS: 20_000 });
  try {
    return await work(client.db('admin'));
  } finally {
    await client.close();
  }
}

async function until(what, isSo) {
  const deadline = Date.now() + 30_000;
  while (!(await isSo())) {
    if (Date.now() > deadline) throw new Error(`The replica set had no ${what} after 30 s.`);
    await sleep(50);
  }
}

const accountOf = (auth) => (auth === true ? { user: 'root', password: 'secret' } : auth || undefined);

const credentials = (account) =>
  account ? `${encodeURIComponent(account.user)}:${encodeURIComponent(account.password)}@` : '';
