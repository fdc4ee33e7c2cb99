import { Disposable, workspace } from 'vscode';
import type { CommandRow } from '../commands/command-row.ts';
import type { Services } from '../services.ts';
import { DemoLoad } from './demo-load.ts';

/** Commands of the demo, which the palette does not show. With the setting `qlsql.demo.load` the load starts by itself. */
export function registerDemo({
  manager,
  connections,
  catalog,
  context,
  output,
}: Services): readonly CommandRow[] {
  const load = new DemoLoad({ manager, connections, catalog }, (trouble) => output.warn(trouble));
  context.subscriptions.push(new Disposable(() => load.stop()));
  if (workspace.getConfiguration('qlsql.demo').get<boolean>('load') === true) void load.start();
  return [
    { id: 'qlsql.demo.startLoad', run: () => load.start() },
    { id: 'qlsql.demo.stopLoad', run: () => load.stop() },
  ];
}
