import { SqlError } from '../values.ts';

/** Nested texts of PostgreSQL's array form: `{1,2,NULL,"a b",{c}}`. */
export type ArrayText = readonly (string | null | ArrayText)[];

export function readArrayText(text: string): ArrayText {
  let at = 0;
  const source = text.trim().replace(/^(\[[-+\d]+:[-+\d]+\])+=/, '');
  const fail = () => new SqlError(`'${text}' is not an array: write it as {a,b,c}`);
  const space = () => {
    while (/\s/.test(source[at] ?? '')) at += 1;
  };
  const item = (): string | null | ArrayText => {
    space();
    if (source[at] === '{') return list();
    let out = '';
    if (source[at] === '"') {
      at += 1;
      while (at < source.length && source[at] !== '"') {
        if (source[at] === '\\') at += 1;
        out += source[at] ?? '';
        at += 1;
      }
      if (at >= source.length) throw fail();
      at += 1;
      space();
      return out;
    }
    while (at < source.length && !',{}"'.includes(source[at]!)) {
      if (source[at] === '\\') at += 1;
      out += source[at] ?? '';
      at += 1;
    }
    out = out.trimEnd();
    if (out === '') throw fail();
    return /^null$/i.test(out) ? null : out;
  };
  const list = (): ArrayText => {
    at += 1;
    const items: (string | null | ArrayText)[] = [];
    space();
    if (source[at] === '}') {
      at += 1;
      return items;
    }
    for (;;) {
      items.push(item());
      space();
      const next = source[at];
      at += 1;
      // Of empty arrays alone comes an empty one.
      if (next === '}') return items.every((each) => Array.isArray(each) && each.length === 0) ? [] : items;
      if (next !== ',') throw fail();
    }
  };
  if (source[0] !== '{') throw fail();
  const result = list();
  space();
  if (at !== source.length) throw fail();
  return result;
}

export function printArrayText(items: ArrayText): string {
  return `{${items
    .map((item) => {
      if (item === null) return 'NULL';
      if (typeof item !== 'string') return printArrayText(item);
      const plain = item !== '' && !/^null$/i.test(item) && !/[\s,{}"\\]/.test(item);
      return plain ? item : `"${item.replace(/[\\"]/g, '\\$&')}"`;
    })
    .join(',')}}`;
}
