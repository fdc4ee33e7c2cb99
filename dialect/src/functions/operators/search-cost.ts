/** A quantifier that lets what stands before it be repeated without a bound, or often. */
const quantifier = /^(?:[*+]|\{\d+,\d*\})[?+]?/;

/** Steps that a search with constants may take while a statement is compiled: some tenths of a second. */
const stepsAtMost = 2 ** 24;

interface Loops {
  /** How many quantifiers stand one behind another. */
  readonly count: number;
  /** Whether one repeats what holds another, or a choice: each character doubles the ways to match then. */
  readonly nested: boolean;
}

/** The quantifiers of a regular expression, by a look at its text. */
function loopsOf(pattern: string): Loops {
  const open: { count: number; choice: boolean }[] = [{ count: 0, choice: false }];
  let nested = false;
  let closed: { count: number; choice: boolean } | undefined;
  for (let index = 0; index < pattern.length;) {
    const rest = pattern.slice(index);
    const [repeat] = quantifier.exec(rest) ?? [];
    const level = open.at(-1)!;
    if (repeat !== undefined) {
      if (closed && (closed.count > 0 || closed.choice)) nested = true;
      level.count += 1;
      closed = undefined;
      index += repeat.length;
      continue;
    }
    closed = undefined;
    const [atom] = /^(?:\\[\s\S]|\[\^?\]?(?:\[:\w+:\]|\\.|[^\]\\])*\]?)/.exec(rest) ?? [rest.charAt(0)];
    if (atom === '(') open.push({ count: 0, choice: false });
    else if (atom === '|') level.choice = true;
    else if (atom === ')' && open.length > 1) {
      open.pop();
      closed = level;
      open.at(-1)!.count += level.count;
    }
    index += atom.length;
  }
  return { count: open[0]!.count, nested };
}

/** Whether to look for a pattern in a text may take so long that nobody can wait for it, as `^(a+)+$` in forty letters does. */
export function searchMayBeLong(pattern: string, length: number): boolean {
  const { count, nested } = loopsOf(pattern);
  return (nested ? 2 ** length : length ** (count + 1)) > stepsAtMost;
}
