import type { WordRow } from '../../../dialect/src/words/index.ts';
import { code, paragraphs } from './markdown.ts';

/** A word or mark of the language in full: how it stands, what it means, an example. */
export function wordMarkdown({ name, form, documentation, example }: WordRow): string {
  return paragraphs(
    `**${name.replaceAll(/[*_|<>#~]/g, '\\$&')}**`,
    code(form),
    documentation,
    example && code(`${example.sql}\n-- ${example.result}`),
  );
}
