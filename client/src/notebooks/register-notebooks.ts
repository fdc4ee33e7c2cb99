import { Disposable, workspace } from 'vscode';
import type { Parameters } from '../parameters/parameters.ts';
import { CellParameters } from './cell-parameters.ts';
import { listenToOutputs } from './output-messages.ts';
import { NotebookRunner, type NotebookRunnerParts } from './notebook-runner.ts';
import { notebookTypes } from './notebook-types.ts';
import { notebookSerializer, scriptSerializer } from './serializers.ts';

/** Notebooks: how they are read and saved, how their cells run, what stands below a cell, and what is asked for there. */
export function registerNotebooks(parts: NotebookRunnerParts, parameters: Parameters): Disposable {
  const transientOutputs = !workspace.getConfiguration('qlsql').get('notebook.keepOutputs', true);
  return Disposable.from(
    workspace.registerNotebookSerializer(notebookTypes.notebook, notebookSerializer, {
      transientOutputs,
      transientCellMetadata: { shown: transientOutputs },
    }),
    // What is not saved makes no file dirty.
    workspace.registerNotebookSerializer(notebookTypes.script, scriptSerializer, {
      transientOutputs: true,
      transientCellMetadata: { shown: true },
    }),
    new NotebookRunner(parts),
    new CellParameters(parameters),
    listenToOutputs(),
  );
}
