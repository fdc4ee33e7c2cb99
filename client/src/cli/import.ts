import { checkImport, importFile, type ImportReport } from '../import/import-file.ts';
import { planImport, type ImportPlan } from '../import/import-plan.ts';
import { failureLines, planWords, reportWords } from '../import/import-words.ts';
import { PoolManager } from '../pools/manager.ts';
import { CatalogStore } from '../run/catalog-store.ts';
import { Session } from '../run/session.ts';
import type { ImportArguments } from './arguments.ts';
import { write } from './output.ts';
import { resolver } from './resolver.ts';

/** Imports a file, or only looks whether it could; says what it is read as, what was written, and what was not. Gives the exit code. */
export async function runImport(given: ImportArguments, signal: AbortSignal): Promise<number> {
  const { file, collection, dryRun } = given;
  let plan: ImportPlan;
  try {
    plan = await planImport(file, given.plan);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    await write(process.stderr, `qlsql: ${file} cannot be imported: ${why}\n`);
    return 2;
  }
  await write(process.stdout, `${file}: ${planWords(plan)}.\n`);
  if (plan.format === 'csv')
    for (const { field, type, examples } of plan.columns)
      await write(process.stdout, `  ${field} ${type}${examples.length > 0 ? `: ${examples[0]}` : ''}\n`);
  const told = process.stderr.isTTY
    ? ({ written, failed }: { written: number; failed: number }) =>
        void process.stderr.write(`\r${written} written, ${failed} failed`)
    : () => undefined;
  const report = dryRun
    ? await checkImport(file, plan, { signal, told })
    : await send(given, plan, { signal, told });
  if (process.stderr.isTTY) await write(process.stderr, '\r\x1b[K');
  for (const line of failureLines(report)) await write(process.stderr, `${file}, ${line}\n`);
  await write(process.stdout, `${reportWords(report, collection, dryRun)}\n`);
  if (report.cancelled) return 130;
  return report.failed > 0 || report.error !== undefined ? 1 : 0;
}

async function send(
  given: ImportArguments,
  plan: ImportPlan,
  options: Parameters<typeof importFile>[3] & object,
): Promise<ImportReport> {
  const { file, collection, uri, database } = given;
  const manager = new PoolManager();
  const connections = resolver({ uri, database, connections: new Map() });
  const catalog = new CatalogStore({ manager, connections });
  const session = new Session({ manager, connections, catalog });
  try {
    return await importFile(file, plan, { session, target: { collection } }, options);
  } finally {
    await session.close();
    await catalog.close();
    await manager.close();
  }
}
