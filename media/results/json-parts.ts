export type JsonKind = 'key' | 'text' | 'number' | 'boolean' | 'null';

/** A piece of JSON text: a key or a value with its kind, or what stands between them, without one. */
export interface JsonPart {
  readonly text: string;
  readonly kind?: JsonKind;
}

const token = /("(?:[^"\\]|\\.)*")(\s*:)?|-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?|true|false|null/g;

/** JSON text cut into its parts; put together again they are the text. */
export function* jsonParts(json: string): Generator<JsonPart> {
  let from = 0;
  for (const { 0: whole, 1: quoted, 2: colon, index } of json.matchAll(token)) {
    const text = quoted ?? whole;
    if (index > from) yield { text: json.slice(from, index) };
    yield { text, kind: colon === undefined ? kindOf(text) : 'key' };
    from = index + text.length;
  }
  if (from < json.length) yield { text: json.slice(from) };
}

function kindOf(value: string): JsonKind {
  if (value.startsWith('"')) return 'text';
  if (value === 'null') return 'null';
  return value === 'true' || value === 'false' ? 'boolean' : 'number';
}
