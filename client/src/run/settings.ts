import type { SettingName } from '../../../dialect/src/pipeline/statement-command.ts';

/** Documents in one batch of a cursor: the first rows come at once, and a reader that stops holds few. */
const initial: Readonly<Record<SettingName, number>> = { statement_timeout: 0, batch_size: 500 };

/** What SET changed in a session. */
export class Settings {
  readonly #values = new Map<SettingName, number>();

  get(name: SettingName): number {
    return this.#values.get(name) ?? initial[name];
  }

  /** Null: as it was at first. */
  set(name: SettingName, value: number | null): void {
    if (value === null) this.#values.delete(name);
    else this.#values.set(name, value);
  }
}
