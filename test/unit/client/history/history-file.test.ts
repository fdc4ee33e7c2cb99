import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { readHistory, removeOld, writeHistory } from '../../../../client/src/history/history-file.ts';
import { HistoryKeeper } from '../../../../client/src/history/history-keeper.ts';
import { alertsToKeep } from '../../../../client/src/history/kept-alerts.ts';
import type { Alert } from '../../../../client/src/alerts/alert-types.ts';
import { HistoryStore } from '../../../../client/src/history/history-store.ts';
import { someHost, somePool } from '../tree/some-pool.ts';

const now = Date.UTC(2026, 0, 2);

/** A store with four minutes of each pool, a moment each second. */
function someStore(names: readonly string[], until = now): HistoryStore {
  const store = new HistoryStore();
  for (const name of names) {
    const history = store.of(name);
    for (let index = 0; index < 240; index++) {
      const hosts = [someHost('a:1', { active: index % 7 })];
      const snapshot = somePool(name, { active: index % 7, operations: index * 10, hosts });
      const laps = { checkout: Uint32Array.of(3, 1), response: Uint32Array.of(90, 2, 120, index + 1) };
      history.add(until - (240 - index) * 1000, { snapshot, utilization: 0.25, laps });
    }
    history.tell({ at: new Date(until - 5000), pool: name, type: 'poolPaused', detail: 'by hand' });
  }
  return store;
}

const told = (store: HistoryStore) =>
  store.all().map((history) => ({
    name: history.name,
    samples: history.samples(),
    hosts: history.hostSamples(),
    timed: history.timed(),
    events: history.events(),
  }));

describe('the file of history', () => {
  let folder: string;
  let file: string;

  beforeEach(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'qlsql-history-'));
    file = path.join(folder, 'deeper', 'history.gz');
  });
  afterEach(() => rm(folder, { recursive: true }));

  const read = async () => {
    const store = new HistoryStore();
    return { store, ...(await readHistory(file, store, now)) };
  };

  it('brings back what was written, and leaves nothing beside it', async () => {
    const store = someStore(['a', 'b "quoted"']);
    const bytes = await writeHistory(file, store);
    const { store: back, unread } = await read();
    assert.deepEqual([told(back), unread], [told(store), 0]);
    assert.deepEqual(await readdir(path.dirname(file)), ['history.gz']);
    assert.equal((await readFile(file)).length, bytes);
  });

  it('holds no text of a statement', async () => {
    const store = someStore(['a']);
    const detail = "SELECT * FROM people WHERE name = 'Ada'";
    store
      .of('a')
      .tell({ at: new Date(now), pool: 'a', type: 'connectionLeakSuspected', durationMs: 9, detail });
    await writeHistory(file, store);
    const text = gunzipSync(await readFile(file)).toString();
    assert.ok(text.includes('connectionLeakSuspected') && !text.includes('Ada'));
  });

  describe('with alerts', () => {
    const at = (secondsAgo: number) => new Date(now - secondsAgo * 1000);
    const alert = (id: number, facts: Partial<Alert> = {}): Alert => ({
      ...{ id, name: 'pool_in_use', pool: 'a', severity: 'WARNING', state: 'resolved', times: 1 },
      ...{ message: `Full ${id}.`, since: at(90), raisedAt: at(60), endedAt: at(30), events: [] },
      ...facts,
    });
    const leak = alert(2, {
      name: 'connection_leak',
      message: "Out for 9 s: SELECT 'Ada'.",
      bare: 'Out for 9 s.',
      state: 'firing',
      events: [{ id: 5, at: at(61), text: "connectionLeakSuspected to a:1: SELECT 'Ada'" }],
    });

    it('brings them back as ended, with no text of a statement', async () => {
      const alerts = [alert(1), leak, alert(3, { state: 'pending' })];
      await writeHistory(file, someStore(['a']), { alerts: alertsToKeep(alerts, now) });
      assert.ok(
        !gunzipSync(await readFile(file))
          .toString()
          .includes('Ada'),
      );
      const ended = alert(2, { name: 'connection_leak', message: 'Out for 9 s.' });
      const events = [{ id: 5, at: at(61), text: 'connectionLeakSuspected' }];
      assert.deepEqual((await read()).alerts, [alert(1), { ...ended, events }]);
    });

    it('keeps the newest of a day', () => {
      const alerts = Array.from({ length: 300 }, (_, id) => alert(id));
      const old = alert(300, { endedAt: at(25 * 3600) });
      const kept = alertsToKeep([...alerts, old], now).map(({ id }) => id);
      assert.deepEqual([kept.length, kept[0], kept.at(-1)], [200, 100, 299]);
    });

    it('leaves out what is none', async () => {
      await writeHistory(file, someStore(['a']), {
        alerts: [
          alert(1),
          alert(2, { endedAt: new Date(NaN) }),
          alert(3, { events: [null as never] }),
          alert(4, { advice: 7 as never }),
        ],
      });
      const { alerts, unread } = await read();
      assert.deepEqual([alerts.length, unread], [1, 3]);
    });
  });

  it('puts what it tells before what has come since', async () => {
    await writeHistory(file, someStore(['a']));
    const store = new HistoryStore();
    const laps = { checkout: new Uint32Array(0), response: new Uint32Array(0) };
    store.of('a').add(now, { snapshot: somePool('a', { active: 99 }), utilization: 1, laps });
    await readHistory(file, store, now + 1000);
    const samples = store.of('a').samples();
    assert.equal(samples.at(-1)?.active, 99);
    assert.ok(samples.length > 150, String(samples.length));
  });

  it('tells nothing where there is no file, or where it is something else', async () => {
    assert.deepEqual(told((await read()).store), []);
    await writeHistory(file, someStore(['a']));
    for (const content of [
      Buffer.from('not packed'),
      gzipSync('{"format":"other"}\n{}\n'),
      Buffer.alloc(0),
    ]) {
      await writeFile(file, content);
      assert.deepEqual(told((await read()).store), []);
    }
  });

  it('leaves out a line that is broken, and reads a file that was cut off as far as it goes', async () => {
    const store = someStore(['a', 'b', 'c']);
    await writeHistory(file, store);
    const lines = gunzipSync(await readFile(file))
      .toString()
      .split('\n');
    await writeFile(
      file,
      gzipSync([lines[0], lines[1]?.slice(0, 500), lines[2], '{"name":7}', lines[3]].join('\n')),
    );
    const { store: some, unread } = await read();
    assert.deepEqual([some.all().length, unread], [2, 2]);

    await writeHistory(file, store);
    const whole = await readFile(file);
    await writeFile(file, whole.subarray(0, Math.floor(whole.length * 0.7)));
    const { store: cut, unread: missing } = await read();
    assert.ok(cut.all().length >= 1 && cut.all().length < 3 && missing > 0);
  });

  it('tells nothing of a version that it does not know', async () => {
    await writeHistory(file, someStore(['a']));
    const text = gunzipSync(await readFile(file))
      .toString()
      .replace('"version":1', '"version":2');
    await writeFile(file, gzipSync(text));
    assert.deepEqual(told((await read()).store), []);
  });

  it('is no larger than its limit: the pools used last come first', async () => {
    const store = new HistoryStore();
    const laps = { checkout: new Uint32Array(0), response: new Uint32Array(0) };
    for (const [index, name] of ['old', 'older', 'new'].entries())
      for (let at = 0; at < 100; at++)
        store.of(name).add(now - [15_000, 19_000, 10_000][index]! - at * 1000, {
          ...{ snapshot: somePool(name, { active: (at * 7919) % 101 }), utilization: 0, laps },
        });
    const whole = await writeHistory(file, store);
    assert.ok((await writeHistory(file, store, { limit: whole - 1 })) < whole);
    const { store: back } = await read();
    assert.deepEqual(
      back.all().map(({ name }) => name),
      ['new', 'old'],
    );
  });

  it('keeps nothing of pools that a day knows nothing of', async () => {
    const store = someStore(['a']);
    store.forget(now + 25 * 3_600_000, new Set(['a']));
    assert.equal(store.all().length, 1);
    store.forget(now + 25 * 3_600_000, new Set());
    assert.equal(store.all().length, 0);
  });

  it('goes when nobody has written it for long', async () => {
    for (const [name, age] of [
      ['new', 10],
      ['old', 100],
    ] as const) {
      await writeFile(path.join(folder, name), '');
      await utimes(path.join(folder, name), now / 1000 - age, now / 1000 - age);
    }
    await removeOld(folder, 50_000, now);
    assert.deepEqual(await readdir(folder), ['new']);
  });

  it('is written at the end, and read at the next start', async () => {
    const failures: string[] = [];
    const options = { file, inUse: () => ['a'], failed: (message: string) => failures.push(message) };
    await new HistoryKeeper(someStore(['a'], Date.now()), options).close();
    const next = new HistoryStore();
    const keeper = new HistoryKeeper(next, options);
    await keeper.close();
    assert.ok(next.of('a').samples().length > 100);
    assert.deepEqual(failures, []);
  });

  it('that cannot be written is told of, and no more', async () => {
    await writeFile(path.join(folder, 'deeper'), 'a file where a folder should be');
    const failures: string[] = [];
    const keeper = new HistoryKeeper(someStore(['a']), {
      ...{ file, inUse: () => ['a'], failed: (message: string) => void failures.push(message) },
    });
    await keeper.close();
    assert.match(failures.join(), /could not be written/);
  });
});
