import type { TextDocument } from 'vscode';
import type { ParameterTypes } from '../../../dialect/src/analysis/parameter-types.ts';
import type { SqlType } from '../../../dialect/src/index.ts';
import type { StatementSlice } from '../../../dialect/src/text/split.ts';
import { split } from '../../../dialect/src/text/split.ts';
import { fileOf, textsOf } from '../sessions/document-unit.ts';
import { askParameter } from './ask-parameter.ts';
import { isSecret, type ParameterMemory, type Typed } from './parameter-memory.ts';
import { readParameter } from './parameter-value.ts';
import { wantedParameters } from './wanted-parameters.ts';

export interface ParametersParts {
  readonly memory: ParameterMemory;
  /** The types that parameters have in some statements of a document; those that may be anything are left out. */
  readonly types: (document: TextDocument, statements: readonly string[]) => Promise<ParameterTypes>;
  readonly variables: (document: TextDocument) => Readonly<Record<string, unknown>>;
  readonly setVariable: (document: TextDocument, name: string, value: unknown) => void;
}

/** A parameter as it is shown. */
export interface ShownParameter {
  /** As it is written: `$1`, `:name`, `@var`. */
  readonly name: string;
  /** What was typed, or dots for what must not be seen; undefined where it has no value yet. */
  readonly shown?: string;
}

/** The values of what statements leave open: asked for once in a file, then remembered for it. */
export class Parameters {
  readonly #parts: ParametersParts;

  constructor(parts: ParametersParts) {
    this.#parts = parts;
  }

  get memory(): ParameterMemory {
    return this.#parts.memory;
  }

  /**
   * The values of `$1` and `:name` for some statements, by name without the mark; variables without a value are set in the document's session.
   * Asks for what the file does not know yet. Undefined where somebody thought better of it.
   */
  async ask(
    document: TextDocument,
    slices: readonly StatementSlice[],
  ): Promise<Readonly<Record<string, unknown>> | undefined> {
    const statements = slices.map(({ text }) => text);
    const names = wantedParameters(statements, this.#parts.variables(document));
    if (names.length === 0) return {};
    const types = await this.#parts.types(document, statements);
    const values: Record<string, unknown> = {};
    const open = names.filter((name) => !this.#remembered(document, name, types[name]).ok);
    for (const name of names) {
      const at = open.indexOf(name);
      if (at >= 0 && !(await this.#askFor(document, name, types[name], `${at + 1} of ${open.length}`)))
        return undefined;
      const reading = this.#remembered(document, name, types[name]);
      if (!reading.ok) return undefined;
      if (name.startsWith('@')) this.#parts.setVariable(document, name.slice(1), reading.value);
      else values[name.slice(1)] = reading.value;
    }
    return values;
  }

  /** Asks for the value of one parameter, whether or not it has one; false where somebody thought better of it. */
  async edit(document: TextDocument, name: string): Promise<boolean> {
    const types = await this.#parts.types(document, statementsOf(document));
    if (!(await this.#askFor(document, name, types[name]))) return false;
    const reading = this.#remembered(document, name, types[name]);
    if (reading.ok && name.startsWith('@')) this.#parts.setVariable(document, name.slice(1), reading.value);
    return reading.ok;
  }

  async clear(document: TextDocument): Promise<void> {
    await this.#parts.memory.clear(fileOf(document));
  }

  /** The parameters of some statements of a document, or of its whole file, with what they have now. */
  shown(document: TextDocument, statements?: readonly string[]): readonly ShownParameter[] {
    return this.shownIn(document)(statements ?? statementsOf(document));
  }

  /** The same for many statements of one document, whose file is read once. */
  shownIn(document: TextDocument): (statements: readonly string[]) => readonly ShownParameter[] {
    const file = this.#parts.memory.of(fileOf(document));
    // A variable that another statement of the file sets is none of the parameters.
    const open = new Set(wantedParameters(statementsOf(document)));
    return (statements) =>
      wantedParameters(statements)
        .filter((name) => open.has(name))
        .map((name) => {
          const text = file[name]?.text;
          return text === undefined ? { name } : { name, shown: isSecret(name, text) ? '•••' : text };
        });
  }

  #remembered(
    document: TextDocument,
    name: string,
    type: SqlType | undefined,
  ): ReturnType<typeof readParameter> {
    const typed = this.#parts.memory.of(fileOf(document))[name];
    return typed ? readParameter(typed.text, typeNow(typed, type)) : { ok: false, message: '' };
  }

  async #askFor(document: TextDocument, name: string, type?: SqlType, step?: string): Promise<boolean> {
    const file = fileOf(document);
    const before = this.#parts.memory.of(file)[name];
    const wanted = typeNow(before, type);
    const text = await askParameter({
      name,
      type: wanted,
      before: before?.text ?? '',
      ...(step ? { step } : {}),
    });
    if (text === undefined) return false;
    const known = wanted.name === 'unknown' ? {} : { type: wanted.name };
    await this.#parts.memory.set(file, name, { text, ...known });
    return true;
  }
}

/** The type that a parameter has now; the one it had, where its collection cannot be looked into. */
function typeNow(typed: Typed | undefined, type: SqlType | undefined): SqlType {
  return type ?? { name: typed?.type ?? 'unknown' };
}

function statementsOf(document: TextDocument): readonly string[] {
  return textsOf(document).flatMap((text) => split(text).map((slice) => slice.text));
}
