import type { StatementRow } from '../../../../dialect/src/statements/index.ts';

/** What a synopsis is made of. */
type Form =
  | { readonly kind: 'word'; readonly text: string }
  | { readonly kind: 'sequence'; readonly forms: readonly Form[] }
  | { readonly kind: 'choice'; readonly forms: readonly Form[] }
  | { readonly kind: 'optional'; readonly form: Form }
  | { readonly kind: 'repeated'; readonly form: Form };

/**
 * Sentences of a statement's synopsis: the shortest, one for each choice that can be made beside it, and the longest. `samples` says what stands for
 * what the synopsis names.
 */
export function sentencesOf(row: StatementRow, samples: Readonly<Record<string, string>>): string[] {
  const [firstWord = ''] = row.name.split(' ');
  const texts = row.synopsis.startsWith(firstWord)
    ? row.synopsis.split(new RegExp(`\\n(?=${firstWord}\\b)`))
    : [row.synopsis];
  const parts = new Map(
    Object.entries(row.parts ?? {}).map(([name, forms]): [string, Form] => [
      name,
      { kind: 'choice', forms: forms.map(readForm) },
    ]),
  );
  const forms = texts.map(readForm);
  const write = (sentence: string) =>
    sentence.replaceAll(/(?<!\S)[@'a-z]\S*/g, (name) => {
      const sample = samples[name];
      if (sample === undefined) throw new Error(`${row.name}: nothing stands for ${name}`);
      return sample;
    });
  return [
    ...new Set([
      ...forms.flatMap((form) => variants(form, parts, 2)),
      ...forms.map((form) => longest(form, parts, 2)),
    ]),
  ].map(write);
}

function readForm(text: string): Form {
  const tokens = text.split(/\s+/).filter((token) => token !== '');
  let at = 0;
  const choice = (...ends: readonly (string | undefined)[]): Form => {
    const alternatives: Form[] = [];
    for (;;) {
      const forms: Form[] = [];
      for (let token = tokens[at]; token !== '|' && !ends.includes(token); token = tokens[at]) {
        at++;
        if (token === undefined) throw new Error(`${text}: ${ends.join(' or ')} is missing`);
        if (token === '[,') {
          const form = forms.pop();
          if (!form || tokens[at++] !== '…]') throw new Error(`${text}: what is repeated?`);
          forms.push({ kind: 'repeated', form });
        } else if (token === '[') forms.push({ kind: 'optional', form: choice(']') });
        else if (token === '{') forms.push(choice('}'));
        else forms.push({ kind: 'word', text: token });
      }
      alternatives.push(forms.length === 1 && forms[0] ? forms[0] : { kind: 'sequence', forms });
      if (tokens[at++] !== '|') break;
    }
    return alternatives.length === 1 && alternatives[0]
      ? alternatives[0]
      : { kind: 'choice', forms: alternatives };
  };
  return choice(undefined);
}

type Parts = ReadonlyMap<string, Form>;

/** The shortest sentence first, then each that differs from it by one choice. */
function variants(form: Form, parts: Parts, depth: number): string[] {
  switch (form.kind) {
    case 'word': {
      const part = parts.get(form.text);
      if (!part) return [form.text];
      return depth > 0 ? variants(part, parts, depth - 1) : [shortest(part, parts)];
    }
    case 'optional':
      return ['', ...variants(form.form, parts, depth)];
    case 'repeated': {
      const [first = '', ...others] = variants(form.form, parts, depth);
      return [first, `${first} , ${first}`, ...others];
    }
    case 'choice':
      return form.forms.flatMap((each) => variants(each, parts, depth));
    case 'sequence': {
      const all = form.forms.map((each) => variants(each, parts, depth));
      const base = all.map(([first = '']) => first);
      return [
        base.join(' '),
        ...all.flatMap(([, ...others], place) => others.map((other) => base.with(place, other).join(' '))),
      ];
    }
  }
}

function shortest(form: Form, parts: Parts): string {
  switch (form.kind) {
    case 'word': {
      const part = parts.get(form.text);
      return part ? shortest(part, parts) : form.text;
    }
    case 'optional':
      return '';
    case 'repeated':
      return shortest(form.form, parts);
    case 'choice':
      return form.forms[0] ? shortest(form.forms[0], parts) : '';
    case 'sequence':
      return form.forms.map((each) => shortest(each, parts)).join(' ');
  }
}

/** With all that may be left out, and the first of each choice. */
function longest(form: Form, parts: Parts, depth: number): string {
  switch (form.kind) {
    case 'word': {
      const part = parts.get(form.text);
      if (!part) return form.text;
      return depth > 0 ? longest(part, parts, depth - 1) : shortest(part, parts);
    }
    case 'optional':
    case 'repeated':
      return longest(form.form, parts, depth);
    case 'choice':
      return form.forms[0] ? longest(form.forms[0], parts, depth) : '';
    case 'sequence':
      return form.forms.map((each) => longest(each, parts, depth)).join(' ');
  }
}
