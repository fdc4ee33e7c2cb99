import { InputBoxValidationSeverity, window } from 'vscode';
import { readParameter } from './parameter-value.ts';

/** Asks for the values of parameters, one after the other, and offers what was typed the last time. */
export class ParameterPrompt {
  readonly #typed = new Map<string, string>();

  /** The values by name, or undefined where somebody thought better of it. `names` are without `$` and `:`. */
  async ask(names: readonly string[]): Promise<Readonly<Record<string, unknown>> | undefined> {
    const values: Record<string, unknown> = {};
    for (const [index, name] of names.entries()) {
      const typed = await window.showInputBox({
        title: `Parameter ${/^\d+$/.test(name) ? `$${name}` : `:${name}`} (${index + 1} of ${names.length})`,
        prompt: "42, 1.5, true, null, 'text', DATE '2024-02-29', OBJECTID '65f0…', or JSON",
        value: this.#typed.get(name) ?? '',
        ignoreFocusOut: true,
        validateInput: (text) => {
          const reading = readParameter(text);
          return reading.ok
            ? { message: `Taken for ${reading.taken}`, severity: InputBoxValidationSeverity.Info }
            : reading.message;
        },
      });
      const reading = typed === undefined ? undefined : readParameter(typed);
      if (typed === undefined || !reading?.ok) return undefined;
      this.#typed.set(name, typed);
      values[name] = reading.value;
    }
    return values;
  }
}
