import type { SqlType } from '../../../dialect/src/index.ts';
import { redactUris } from '../pools/redact-uri.ts';

/** What was typed for a parameter, and the type that it had then. */
export interface Typed {
  readonly text: string;
  readonly type?: SqlType['name'];
}

export type TypedByName = Readonly<Record<string, Typed>>;

/** Where something small outlives the window. */
export interface Keeper {
  get(key: string): unknown;
  update(key: string, value: unknown): PromiseLike<void>;
}

const key = 'qlsql.parameters';
/** Files that are remembered; the one that was not used for longest goes first. */
const mostFiles = 200;

/**
 * The values of parameters by file, as they were typed. What may be a secret, by its name or since it is a connection string with a password,
 * and what belongs to a file that has no place yet, ends with the window.
 */
export class ParameterMemory {
  readonly #keeper: Keeper;
  readonly #passing = new Map<string, TypedByName>();
  readonly #listeners = new Set<() => void>();

  constructor(keeper: Keeper) {
    this.#keeper = keeper;
  }

  of(file: string): TypedByName {
    return { ...this.#kept()[file], ...this.#passing.get(file) };
  }

  async set(file: string, name: string, typed: Typed): Promise<void> {
    const rest = without(this.#kept()[file], name);
    const isKept = !file.startsWith('untitled:') && !isSecret(name, typed.text);
    const passing = without(this.#passing.get(file), name);
    this.#passing.set(file, isKept ? passing : { ...passing, [name]: typed });
    await this.#keep(file, isKept ? { ...rest, [name]: typed } : rest);
  }

  async clear(file: string): Promise<void> {
    this.#passing.delete(file);
    await this.#keep(file, {});
  }

  /** Calls back at every change until the returned function is called. */
  listen(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #kept(): Readonly<Record<string, TypedByName>> {
    const kept = this.#keeper.get(key);
    return typeof kept === 'object' && kept !== null ? (kept as Record<string, TypedByName>) : {};
  }

  async #keep(file: string, values: TypedByName): Promise<void> {
    const others = without(this.#kept(), file);
    const all = Object.keys(values).length > 0 ? { ...others, [file]: values } : others;
    await this.#keeper.update(key, Object.fromEntries(Object.entries(all).slice(-mostFiles)));
    for (const listener of this.#listeners) listener();
  }
}

/** Whether a value must not be kept or shown. */
export function isSecret(name: string, text: string): boolean {
  return (
    /passw|passphrase|pwd|secret|token|credential|api_?key|private_?key/i.test(name) ||
    redactUris(text) !== text
  );
}

function without<Value>(
  record: Readonly<Record<string, Value>> | undefined,
  name: string,
): Readonly<Record<string, Value>> {
  return Object.fromEntries(Object.entries(record ?? {}).filter(([each]) => each !== name));
}
