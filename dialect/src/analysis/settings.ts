import { closest, didYouMean } from '../problems/did-you-mean.ts';
import type { SettingName } from '../pipeline/statement-command.ts';
import type { QualifiedName } from '../syntax/ast/common.ts';
import type { SetSetting } from '../syntax/ast/session.ts';
import type { Binder } from './binder.ts';
import { optionValue } from './pool-options.ts';

interface Setting {
  /** What the setting is, in the middle of a sentence. */
  readonly takes: string;
  /** The value that the text stands for; undefined where it stands for none. */
  readonly read: (value: unknown) => number | undefined;
}

const units: Readonly<Record<string, number>> = { ms: 1, s: 1000, min: 60_000, h: 3_600_000 };

/** Milliseconds: a number of them, or a text such as '5s'. */
function duration(value: unknown): number | undefined {
  const found = /^\s*(\d+(?:\.\d+)?)\s*(ms|s|min|h)?\s*$/.exec(String(value));
  if (!found?.[1]) return undefined;
  const ms = Math.round(Number(found[1]) * (units[found[2] ?? 'ms'] ?? 1));
  return ms < 2 ** 31 ? ms : undefined;
}

function size(value: unknown): number | undefined {
  const number = Number(value);
  return Number.isInteger(number) && number >= 1 && number <= 1_000_000 ? number : undefined;
}

/** The settings of a session. */
const settings: Readonly<Record<SettingName, Setting>> = {
  statement_timeout: {
    takes: "a time in milliseconds such as 5000 or '5s', 0 for none",
    read: duration,
  },
  batch_size: { takes: 'a number of documents, 1 to 1000000', read: size },
};

export const settingNames = Object.keys(settings) as readonly SettingName[];

/** The setting of that name; one that there is not is told of. */
export function settingOf(name: QualifiedName, binder: Binder): SettingName | undefined {
  const text = name.parts.map((part) => part.text).join('.');
  const found = settingNames.find((each) => each === text.toLowerCase());
  if (found === undefined) {
    const near = closest(text, settingNames);
    const fixes =
      near === undefined ? [] : [{ title: `Change to ${near}`, changes: [{ span: name.span, text: near }] }];
    binder.report('QL2044', name.span, [text, didYouMean(near)], fixes);
  }
  return found;
}

/** The value that SET gives; null for DEFAULT, undefined where it does not fit. */
export function settingValue(
  statement: SetSetting,
  name: SettingName,
  binder: Binder,
): number | null | undefined {
  const { value } = statement;
  const word = value.kind === 'ColumnReference' ? value.parts[0]?.text.toUpperCase() : undefined;
  if (value.kind === 'DefaultValue' || word === 'DEFAULT') return null;
  const given = optionValue(value);
  const read = given === undefined || given === null ? undefined : settings[name].read(given);
  if (read === undefined) binder.report('QL2045', value.span, [name, settings[name].takes]);
  return read;
}
