import { InputBoxValidationSeverity, window } from 'vscode';
import type { SqlType } from '../../../dialect/src/index.ts';
import { isSecret } from './parameter-memory.ts';
import { exampleOf, readParameter } from './parameter-value.ts';

export interface ParameterQuestion {
  /** As it is written: `$1`. */
  readonly name: string;
  readonly type: SqlType;
  /** What was typed the last time. */
  readonly before: string;
  /** `1 of 2`, where more are asked for. */
  readonly step?: string;
}

/** Asks for a value that its type takes; undefined where somebody thought better of it. */
export async function askParameter({
  name,
  type,
  before,
  step,
}: ParameterQuestion): Promise<string | undefined> {
  const isOpen = type.name === 'unknown';
  return await window.showInputBox({
    title: `Parameter ${name}${isOpen ? '' : `: ${type.name}`}${step === undefined ? '' : ` (${step})`}`,
    prompt: isOpen
      ? exampleOf(type)
      : `Such as ${exampleOf(type)}; NULL is null, and 'text' in quotes is text whatever the type.`,
    value: before,
    password: isSecret(name, before),
    ignoreFocusOut: true,
    validateInput: (text) => {
      const reading = readParameter(text, type);
      return reading.ok
        ? { message: `Taken for ${reading.taken}`, severity: InputBoxValidationSeverity.Info }
        : reading.message;
    },
  });
}
