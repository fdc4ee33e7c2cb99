import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { savedOnDisk } from '../../client/src/saved/saved-on-disk.ts';
import { SavedPools } from '../../client/src/saved/saved-pools.ts';
import { Session } from '../../client/src/run/session.ts';
import { Workbench } from './bench.ts';
import { freshDatabase, singleMongo } from './fixtures.ts';

const saved = `-- For the site.
CREATE CONNECTION_POOL read_pool WITH (maxPoolSize = 5, minPoolSize = 1);
CREATE CONNECTION_POOL_GROUP shop TYPE READ_WRITE WITH (
  minPoolSize = 1, read = JSON_BUILD_OBJECT('maxPoolSize', 4), write = JSON_BUILD_OBJECT('maxPoolSize', 2));
`;

/** A session whose saved pools lie in a file of its own. */
async function withFile(work: (bench: Workbench, file: string, tell: Tell) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'qlsql-saved-'));
  const bench = new Workbench(await singleMongo(), freshDatabase());
  const { manager, catalog } = bench;
  const file = path.join(folder, 'pools.qlsql');
  const running = { manager, groups: catalog.groups, defaultConnection: () => 'shop' };
  const parts = { manager, catalog, connections: bench.session.connections };
  const session = new Session({ ...parts, saved: new SavedPools(savedOnDisk(file, 'pools.qlsql'), running) });
  const tell: Tell = async (sql) => {
    const rows: unknown[] = [];
    const sink = { columns: () => undefined, rows: (batch: readonly unknown[]) => void rows.push(...batch) };
    const { problems, message } = await session.run(sql, sink);
    return problems[0] ? `${problems[0].code} ${problems[0].message}` : (message ?? JSON.stringify(rows));
  };
  try {
    await work(bench, file, tell);
  } finally {
    await session.close();
    await bench.close();
    rmSync(folder, { recursive: true });
  }
}

type Tell = (sql: string) => Promise<string>;

describe('pools that are saved and pools that run', () => {
  it('are told apart, and taken over either way', async () => {
    await withFile(async (bench, file, tell) => {
      writeFileSync(file, saved);
      const changes = 'SELECT name, change, what, saved, running FROM CONNECTION_POOL_CHANGES()';
      assert.equal(
        await tell(changes),
        '[["read_pool","only saved",null,null,null],["shop","only saved",null,null,null]]',
      );
      assert.equal(
        await tell('APPLY CONNECTION_POOL CHANGES TO RUNNING'),
        'As they are saved now: read_pool, shop.',
      );
      assert.deepEqual(bench.manager.names(), ['read_pool', 'shop.read', 'shop.write']);
      assert.equal(await tell(changes), '[]');

      // Whoever runs something keeps it: the pool is altered, not made anew.
      const lease = await bench.manager.use('read_pool');
      await tell('ALTER CONNECTION_POOL read_pool SET (maxPoolSize = 9)');
      await tell('ALTER CONNECTION_POOL shop.read SET (maxPoolSize = 8)');
      await tell('CREATE CONNECTION_POOL more WITH (minPoolSize = 0)');
      assert.equal(
        await tell(changes),
        '[["read_pool","differs","maxPoolSize","5","9"],["shop","differs","read.maxPoolSize","4","8"],["more","only running",null,null,null]]',
      );
      assert.equal(
        await tell(
          "SELECT to_running, to_saved FROM CONNECTION_POOL_CHANGES() WHERE name IN ('read_pool', 'more')",
        ),
        JSON.stringify([
          [
            'ALTER CONNECTION_POOL read_pool SET (\n  maxPoolSize = 5\n);',
            'CREATE CONNECTION_POOL read_pool\nWITH (\n  maxPoolSize = 9,\n  minPoolSize = 1\n);',
          ],
          ['DROP CONNECTION_POOL more;', 'CREATE CONNECTION_POOL more\nWITH (\n  minPoolSize = 0\n);'],
        ]),
      );
      assert.equal(
        await tell('APPLY CONNECTION_POOL CHANGES TO SAVED FOR more'),
        'pools.qlsql has more as they run now.',
      );
      assert.ok(readFileSync(file, 'utf8').startsWith(saved.trimEnd()));
      assert.equal(
        await tell('APPLY CONNECTION_POOL CHANGES TO RUNNING'),
        'As they are saved now: read_pool, shop.',
      );
      assert.equal(bench.manager.snapshot('read_pool')?.maxSize, 5);
      assert.equal(bench.manager.snapshot('shop.read')?.maxSize, 4);
      lease.release();
      await tell('DROP CONNECTION_POOL_GROUP shop');
      assert.equal(
        await tell('APPLY CONNECTION_POOL CHANGES TO SAVED'),
        'pools.qlsql has shop as they run now.',
      );
      assert.equal(
        readFileSync(file, 'utf8'),
        `-- For the site.
CREATE CONNECTION_POOL read_pool WITH (maxPoolSize = 5, minPoolSize = 1);

CREATE CONNECTION_POOL more
WITH (
  minPoolSize = 0
);
`,
      );
      assert.equal(await tell('APPLY CONNECTION_POOL CHANGES TO RUNNING'), 'Everything runs as it is saved.');
      assert.match(await tell('APPLY CONNECTION_POOL CHANGES TO RUNNING FOR more'), /^QL5112 /);
    });
  });

  it('give the statement that makes them, without secrets', async () => {
    await withFile(async (bench, _file, tell) => {
      const { uri } = await singleMongo();
      await tell("SET CONNECTION_POOL_OPTIONS = JSON_BUILD_OBJECT('maxIdleTimeMS', 1000)");
      await tell(`CREATE CONNECTION_POOL aside ON '${uri}' DATABASE shop WITH (minPoolSize = 0)`);
      const [[text]] = JSON.parse(await tell('SHOW CREATE CONNECTION_POOL aside')) as [[string]];
      assert.equal(
        text,
        `CREATE CONNECTION_POOL aside ON '${uri}' DATABASE shop\nWITH (\n  maxIdleTimeMS = 1000,\n  minPoolSize = 0\n);`,
      );
      await tell('DROP CONNECTION_POOL aside');
      assert.match(await tell(text), /^Pool aside is ready/);
      await tell(
        "CREATE CONNECTION_POOL_GROUP g TYPE TENANT WITH (tenants = JSON_BUILD_OBJECT('a', JSON_BUILD_OBJECT('connection', 'mongodb://u:secret@h/x')))",
      );
      const group = await tell('SHOW CREATE CONNECTION_POOL_GROUP g');
      assert.ok(group.includes('mongodb://***@h/x') && !group.includes('secret'), group);
      assert.deepEqual(bench.manager.names(), ['aside']);
    });
  });

  it('tell of a file that cannot be taken, and of none', async () => {
    await withFile(async (bench, file, tell) => {
      writeFileSync(file, 'CREATE CONNECTION_POOL p WITH (maxPoolSize = many);');
      assert.match(
        await tell('SHOW CONNECTION_POOL CHANGES'),
        /^QL5111 What is saved in pools\.qlsql cannot be taken as it is: maxPoolSize takes a whole number, not the text 'many' \(line 1\)\./,
      );
      assert.match(await bench.tell('APPLY CONNECTION_POOL CHANGES TO SAVED'), /^QL5110 /);
    });
  });

  it('are named by --saved of the command line', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'qlsql-saved-'));
    const file = path.join(folder, 'pools.qlsql');
    writeFileSync(file, saved);
    const { uri } = await singleMongo();
    const program = path.join(import.meta.dirname, '..', '..', 'client', 'src', 'cli', 'qlsql.ts');
    const input = `APPLY CONNECTION_POOL CHANGES TO RUNNING; USE CONNECTION_POOL shop;
      ALTER CONNECTION_POOL read_pool SET (maxPoolSize = 7); APPLY CONNECTION_POOL CHANGES TO SAVED FOR read_pool;`;
    const { status, stderr } = spawnSync(
      process.execPath,
      [program, 'run', '-', '--uri', `${uri}${freshDatabase()}`, '--saved', file],
      { input, encoding: 'utf8' },
    );
    assert.deepEqual([status, stderr], [0, '']);
    assert.match(
      readFileSync(file, 'utf8'),
      /^-- For the site\.\nCREATE CONNECTION_POOL read_pool\nWITH \(\n {2}maxPoolSize = 7,/,
    );
    rmSync(folder, { recursive: true });
  });
});
