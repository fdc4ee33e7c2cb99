// What a short statement costs that is run again and again: the row of one key through a session, beside the same pipeline through the driver,
// where few and where many pools are at work. Processor time of this process, in slices that take turns.
//
//   node bench/statement.bench.ts [turns] [pools]
import { loadavg } from 'node:os';
import { MongoClient } from 'mongodb';
import { startSingle } from '../scripts/parts/start-mongod.mjs';
import { median } from './peers/contest.ts';
import { openBenchSession, unseen } from './streaming/bench-session.ts';

const turns = Number(process.argv[2] ?? 60);
const many = Number(process.argv[3] ?? 100);
const slice = 40;

async function microseconds(run: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  for (let time = 0; time < slice; time += 1) await run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / slice;
}

const mongo = await startSingle();
const client = await new MongoClient(`${mongo.uri}bench`).connect();
try {
  const rows = client.db().collection<{ n: number; name: string }>('rows');
  await rows.createIndex({ n: 1 }, { unique: true });
  await rows.insertMany(Array.from({ length: 1000 }, (_, n) => ({ n, name: `row number ${n}` })));
  const { session, close } = await openBenchSession(`${mongo.uri}bench`);
  try {
    const bare = async () =>
      await rows.aggregate([{ $match: { n: 7 } }, { $project: { _id: 0, n: 1, name: 1 } }]).toArray();
    const statement = async () => await session.run('SELECT n, name FROM rows WHERE n = 7', unseen);
    for (let pool = 1; ; pool = many) {
      for (let warm = 0; warm < 10; warm += 1) await microseconds(statement);
      const [driver, ours]: [number[], number[]] = [[], []];
      for (let turn = 0; turn < turns; turn += 1) {
        driver.push(await microseconds(bare));
        ours.push(await microseconds(statement));
      }
      const [by, own] = [median(driver), median(ours)];
      console.log(
        `${String(pool).padStart(4)} pools: a statement ${own.toFixed(0)} µs, the driver alone ${by.toFixed(0)} µs, ratio ${(own / by).toFixed(2)}`,
      );
      if (pool === many) break;
      for (let made = 1; made < many; made += 1) {
        await session.run(`CREATE CONNECTION_POOL pool_${made} WITH (maxPoolSize = 2)`, unseen);
        await session.run(`USE CONNECTION_POOL pool_${made}`, unseen);
        for (let used = 0; used < 20; used += 1) await statement();
      }
    }
    console.log(`load ${loadavg()[0]?.toFixed(1)}`);
  } finally {
    await close();
  }
} finally {
  await client.close();
  await mongo.stop();
}
