import { Disposable, workspace } from 'vscode';
import type { Parameters } from '../parameters/parameters.ts';
import { CellParameters } from './cell-parameters.ts';
import { listenToPlans } from './plan-requests.ts';
import { NotebookRunner, type NotebookRunnerParts } from './notebook-runner.ts';
import { notebookTypes } from './notebook-types.ts';
import { notebookSerializer, scriptSerializer } from './serializers.ts';

/** Notebooks: how they are read and saved, how their cells run, what stands below a cell, and what a plan there asks for. */
export function registerNotebooks(parts: NotebookRunnerParts, parameters: Parameters): Disposable {
  const transientOutputs = !workspace.getConfiguration('qlsql').get('notebook.keepOutputs', true);
  return Disposable.from(
    workspace.registerNotebookSerializer(notebookTypes.notebook, notebookSerializer, { transientOutputs }),
    workspace.registerNotebookSerializer(notebookTypes.script, scriptSerializer, { transientOutputs: true }),
    new NotebookRunner(parts),
    new CellParameters(parameters),
    listenToPlans(),
  );
}
