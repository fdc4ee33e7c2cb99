import { hasErrors } from '../../../dialect/src/index.ts';
import { writtenName } from '../../../dialect/src/text/written-name.ts';
import type { RowSink, StatementOutcome } from '../run/run-types.ts';
import { membersOf } from './bson-text.ts';
import { readField, shownWrite, writeField, type EditStatement, type FieldPlace } from './edit-statement.ts';
import { canType, editText, exactly, readEdit, type EditReading } from './edit-value.ts';
import type { Row } from './row.ts';
import type { ResultRun } from './result-run.ts';

/** Runs a statement in the session of a result, as any statement of its file. Never rejects for what the statement does. */
export type RunBeside = (
  run: ResultRun,
  statement: EditStatement,
  sink: RowSink,
  access: 'read' | 'write',
) => Promise<StatementOutcome>;

/** A value of a result: its row and column, and the members that lead into it. */
export interface ValuePlace {
  readonly row: number;
  readonly column: number;
  readonly members: readonly number[];
}

/** A value that is being edited. */
interface Editing {
  readonly place: ValuePlace;
  readonly field: FieldPlace;
  readonly before: unknown;
  readonly type: string;
}

/** What the person is told, where something was written or was not. */
export interface Told {
  readonly note: string;
  /** The value that is another now. */
  readonly changed?: ValuePlace & { readonly wasMissing: boolean };
  readonly canUndo?: boolean;
}

/** Edits of single values in the rows of results: read from the server as they begin, written by an UPDATE, and read again. */
export class CellEdits {
  readonly #run: RunBeside;
  readonly #open = new WeakMap<ResultRun, Editing>();
  readonly #undo = new WeakMap<ResultRun, Editing & { readonly after: unknown }>();

  constructor(run: RunBeside) {
    this.#run = run;
  }

  /** Begins with the value as the server has it now; a sentence where it cannot be edited. */
  async begin(
    run: ResultRun,
    place: ValuePlace,
  ): Promise<{ readonly label: string; readonly text: string; readonly type: string } | Told> {
    const { editability } = run;
    if (!editability.ok) return { note: editability.why };
    const { target } = editability;
    const row = run.rowsHeld.row(place.row);
    const name = target.fields[place.column];
    if (!row) return { note: 'The row is not here any more.' };
    if (place.column === target.idColumn) return { note: 'MongoDB never changes the _id of a document.' };
    if (name === undefined)
      return { note: 'The column shows no field as it is, so there is nothing to write back to.' };
    const inner = memberPath(row[place.column], place.members);
    if (inner === undefined)
      return { note: 'An UPDATE writes an element of an array whole: what lies in it is not edited here.' };
    const field: FieldPlace = { target, id: row[target.idColumn], field: `${name}${inner}` };
    const found = await this.#read(run, field);
    if ('note' in found) return found;
    if (!canType(found.type))
      return {
        note:
          found.type === 'object' || found.type === 'array'
            ? 'A document or an array is edited by its members: unfold it in the tree.'
            : `A value of the type ${found.type} cannot be typed.`,
      };
    this.#open.set(run, { place, field, before: found.value, type: found.type });
    return { label: field.field, text: editText(found.value, found.type), type: found.type };
  }

  /** What a text would be, and the UPDATE that would write it. */
  preview(
    run: ResultRun,
    typed: string,
  ): { readonly reading: EditReading; readonly statement: string } | undefined {
    const editing = this.#open.get(run);
    if (!editing) return undefined;
    const reading = readEdit(typed, editing.type);
    const value = reading.ok ? reading.value : editing.before;
    return { reading, statement: reading.ok ? shownWrite(editing.field, editing.before, value) : '' };
  }

  /** Writes what was typed. */
  async write(run: ResultRun, typed: string): Promise<Told> {
    const editing = this.#open.get(run);
    if (!editing) return { note: 'Nothing is being edited.' };
    const reading = readEdit(typed, editing.type);
    if (!reading.ok) return { note: reading.message };
    const told = await this.#write(run, editing, reading.value);
    if (told.isWritten) this.#undo.set(run, { ...editing, after: reading.value });
    const canUndo = told.isWritten && editing.before !== undefined;
    return { ...told, canUndo };
  }

  /** Writes what was there before the last edit, in the type that it had. */
  async undo(run: ResultRun): Promise<Told> {
    const last = this.#undo.get(run);
    if (!last) return { note: 'There is nothing to take back.' };
    this.#undo.delete(run);
    return await this.#write(run, { ...last, before: last.after }, exactly(last.before, last.type));
  }

  async #write(
    run: ResultRun,
    { place, field, before }: Editing,
    value: unknown,
  ): Promise<Told & { isWritten: boolean }> {
    const outcome = await this.#run(run, writeField(field, before, value), noRows, 'write');
    if (outcome.cancelled) return { note: 'Nothing was written.', isWritten: false };
    if (hasErrors(outcome.problems)) return { note: problemText(outcome), isWritten: false };
    await this.#refresh(run, place, field);
    const changed = { ...place, wasMissing: before === undefined };
    return outcome.affected === 0
      ? {
          note: 'The document has changed since, or is gone: nothing was written.',
          changed,
          isWritten: false,
        }
      : { note: `${field.field} was written.`, changed, isWritten: true };
  }

  /** Brings the column of the row to what the server has now. */
  async #refresh(run: ResultRun, place: ValuePlace, field: FieldPlace): Promise<void> {
    const name = field.target.fields[place.column];
    if (name === undefined) return;
    const found = await this.#read(run, { ...field, field: name });
    if (!('note' in found)) run.change(place.row, place.column, found.value);
  }

  async #read(
    run: ResultRun,
    field: FieldPlace,
  ): Promise<{ readonly value: unknown; readonly type: string } | Told> {
    const rows: Row[] = [];
    const sink: RowSink = { columns: () => undefined, rows: (batch) => void rows.push(...batch) };
    const outcome = await this.#run(run, readField(field), sink, 'read');
    if (hasErrors(outcome.problems)) return { note: problemText(outcome) };
    const [row] = rows;
    if (!row) return { note: 'The document is gone.' };
    const type = typeof row[1] === 'string' ? row[1] : 'missing';
    return { value: type === 'missing' ? undefined : row[0], type };
  }
}

const noRows: RowSink = { columns: () => undefined, rows: () => undefined };

const problemText = ({ problems }: StatementOutcome): string => {
  const [problem] = problems.filter(({ severity }) => severity === 'error');
  return problem ? `${problem.message} (${problem.code})` : 'Nothing was written.';
};

/** `.city`, `[0]`: how SQL goes on to a member of a value; undefined for what lies in an element of an array. */
function memberPath(value: unknown, members: readonly number[]): string | undefined {
  let path = '';
  let place = value;
  for (const index of members) {
    const [name, inner] = membersOf(place)[index] ?? [];
    if (name === undefined || path.endsWith(']')) return undefined;
    path += Array.isArray(place) ? `[${name}]` : `.${writtenName(name)}`;
    place = inner;
  }
  return path;
}
