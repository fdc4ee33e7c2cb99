// `npm run faults -- [part of a name] [--workers 200]`: what real faults of a real replica set do to work in flight, one
// after the other, as a table in Markdown. It takes some minutes and says nothing on a machine that is busy otherwise.
// With `--idle`, what somebody is told of them who runs nothing.
import { parseArgs } from 'node:util';
import { alterUnderLoad } from './alter.ts';
import { faults } from './faults.ts';
import { tellIdle } from './idle.ts';
import { measure, type Measured } from './measure.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { workers: { type: 'string', default: '200' }, idle: { type: 'boolean', default: false } },
});
const [filter = ''] = positionals;
const workers = Number(values.workers);

const chosen = faults.filter(({ name }) => name.includes(filter));
if (values.idle) await tellOfIdle();
else await measureWork();

async function tellOfIdle(): Promise<void> {
  table('fault', 'face, after s', 'alerts, after s');
  for (const each of chosen) {
    const { fault, faces, alerts } = await tellIdle(each, each.idleMs ?? 25_000, 20_000);
    console.log(line([fault, faces.join('; '), alerts.join('; ') || 'none']));
  }
}

async function measureWork(): Promise<void> {
  let lost = 0;
  const numbers = ['lasted s', 'acknowledged', 'missing', 'failed, by kind', 'recovered after s'];
  if (chosen.length > 0) table('fault', ...numbers, 'alerts, after s');
  for (const fault of chosen) {
    const measured = await measure(fault, { workers });
    lost += measured.missing;
    console.log(line(cells(measured)));
  }
  if ('ALTER'.includes(filter)) {
    const { operations, failed, failures, longestBeforeMs, longestDuringMs } = await alterUnderLoad(1000);
    const [before, during] = [longestBeforeMs, longestDuringMs].map((ms) => Math.round(ms));
    console.log(
      `\nALTER 10 → 100 → 10 with 1,000 operations in flight: ${operations} operations, ${failed} failed (${failures}); ` +
        `the longest took ${during} ms, before the first ALTER ${before} ms.`,
    );
    lost += failed;
  }
  process.exitCode = lost > 0 ? 1 : 0;
}

function table(...head: readonly string[]): void {
  console.log(line(head));
  console.log(line(head.map(() => '---')));
}

function cells({
  fault,
  lastedSeconds,
  acknowledged,
  missing,
  failures,
  recoveredSeconds,
  alerts,
}: Measured): string[] {
  return [
    fault,
    lastedSeconds.toFixed(1),
    String(acknowledged),
    String(missing),
    failures,
    recoveredSeconds?.toFixed(1) ?? 'never',
    alerts.join(', ') || 'none',
  ];
}

function line(parts: readonly string[]): string {
  return `| ${parts.join(' | ')} |`;
}
