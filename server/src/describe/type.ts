import { castType, castTypeNames, typeText } from '../../../dialect/src/functions/casts/type-name.ts';
import type { TypeName } from '../../../dialect/src/syntax/ast/common.ts';
import { typeRows } from '../../../dialect/src/words/index.ts';
import type { SqlType } from '../../../dialect/src/index.ts';
import { code, facts, paragraphs } from './markdown.ts';

/** A type as it is written: what it is, how documents keep it, and its other names; undefined where there is no such type. */
export function typeMarkdown(written: TypeName): string | undefined {
  const type = castType(written);
  return type && knownTypeMarkdown(type);
}

export function knownTypeMarkdown(type: SqlType): string | undefined {
  const row = Object.entries(typeRows).find(([name]) => name === type.name)?.[1];
  if (!row) return undefined;
  const text = typeText(type);
  const names = castTypeNames.filter((name) => name !== text && sameType(name, type));
  const element = type.element && knownTypeMarkdown(type.element);
  return paragraphs(
    `**${text}** · type`,
    row.documentation,
    facts([
      ['in documents', `\`${row.bson}\``],
      ['also called', names.length > 0 ? names.join(', ') : undefined],
    ]),
    row.example && code(`${row.example.sql}\n-- ${row.example.result}`),
    element,
  );
}

/** Whether a name alone means a type of the same kind and width. */
function sameType(name: string, { name: kind, precision }: SqlType): boolean {
  const type = castType({
    kind: 'TypeName',
    name,
    modifiers: [],
    arrayDimensions: 0,
    span: { start: 0, end: 0 },
  });
  const width = kind === 'int' || kind === 'double' ? precision : undefined;
  const own = kind === 'int' || kind === 'double' ? type?.precision : undefined;
  return type?.name === kind && own === width && type.length === undefined;
}
