import { window, type QuickPickItem } from 'vscode';

/** Asks for at least one of several rows; those that are `picked` are ticked. The question stays, and says so, while nothing is. */
export async function pickSome<Row extends QuickPickItem>(
  rows: readonly Row[],
  { title, placeholder }: { readonly title: string; readonly placeholder: string },
): Promise<readonly Row[] | undefined> {
  const pick = window.createQuickPick<Row>();
  Object.assign(pick, { title, placeholder, items: rows, canSelectMany: true, matchOnDetail: true });
  pick.selectedItems = rows.filter(({ picked }) => picked);
  return await new Promise((resolve) => {
    pick.onDidAccept(() => {
      if (pick.selectedItems.length === 0) {
        pick.title = `${title}: pick at least one`;
        return;
      }
      resolve(pick.selectedItems);
      pick.hide();
    });
    pick.onDidChangeSelection(() => (pick.title = title));
    pick.onDidHide(() => {
      resolve(undefined);
      pick.dispose();
    });
    pick.show();
  });
}
