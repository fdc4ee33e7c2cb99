import { notebooks, type Disposable } from 'vscode';
import { rowsRenderer, type FromNotebook } from '../messages/notebook.ts';
import { answerPlan } from './plan-requests.ts';
import { keepShown } from './shown-outputs.ts';

/** What the page that draws the outputs of cells asks for and tells. */
export function listenToOutputs(): Disposable {
  const { onDidReceiveMessage } = notebooks.createRendererMessaging(rowsRenderer);
  return onDidReceiveMessage(async ({ editor, message: said }) => {
    const message = said as FromNotebook;
    await (message.type === 'shown'
      ? keepShown(editor.notebook, message.output, message.shown)
      : answerPlan(editor, message));
  });
}
