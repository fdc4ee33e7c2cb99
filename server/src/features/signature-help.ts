import { findVirtualTable } from '../../../dialect/src/catalog/virtual-tables.ts';
import type { FunctionDescription, FunctionParameter } from '../../../dialect/src/functions/function-row.ts';
import type { Token } from '../../../dialect/src/text/tokens.ts';
import { wordRow } from '../../../dialect/src/words/index.ts';
import { parameterText } from '../describe/function.ts';
import { optionDetail } from '../describe/option.ts';
import { describedFunction } from '../describe/subject.ts';
import { statementAt } from '../documents.ts';
import type { DocumentModel } from '../documents.ts';
import type { StatementModel } from '../statements.ts';
import { allBrackets, bracketsAround } from '../text/brackets.ts';
import type { Bracket } from '../text/brackets.ts';
import { optionPlace } from '../text/option-place.ts';
import { argumentAt, namedParameter } from './signature-help/active-parameter.ts';
import { valuesRow } from './signature-help/insert-values.ts';
import type { ValuesRow } from './signature-help/insert-values.ts';

/** One way to call the function at the offset. */
export interface SignatureAnswer {
  readonly label: string;
  /** Where each parameter stands in the label. */
  readonly parameters: readonly {
    readonly start: number;
    readonly end: number;
    readonly documentation: string | undefined;
  }[];
}

export interface SignatureHelp {
  readonly signatures: readonly SignatureAnswer[];
  readonly documentation: string;
  readonly activeSignature: number;
  readonly activeParameter: number;
}

/**
 * What is wanted at the offset, in finished text or not: by the function whose arguments it is among, by the option of a pool whose value it is, or
 * by the column of an INSERT.
 */
export function signatureHelp(document: DocumentModel, offset: number): SignatureHelp | undefined {
  const statement = statementAt(document, offset);
  if (!statement) return undefined;
  const { text, parsed } = statement;
  const inside = offset - statement.start;
  const brackets = bracketsAround(parsed.tokens, inside);
  const row = valuesRow(parsed.statement, parsed.tokens, brackets, inside, document.catalog);
  return row ? ofValues(row) : (ofCall(text, parsed.tokens, brackets, inside) ?? ofOption(statement, inside));
}

/** The call around the offset; brackets that only group are looked through, those of a query are not. */
function ofCall(
  text: string,
  tokens: readonly Token[],
  brackets: readonly Bracket[],
  offset: number,
): SignatureHelp | undefined {
  const own = brackets.findLast((bracket) => !isGroup(bracket));
  if (!own?.before || own.open.kind !== '(' || opensQuery(own)) return undefined;
  const ordered = orderedCall(own, tokens);
  const name = ordered ?? own.before;
  const written = text.slice(name.start, name.end);
  const found = callable(written);
  if (!found) return undefined;
  const { signatures } = found;
  const last = (parameters: readonly FunctionParameter[]) => Math.max(0, parameters.length - 1);
  const place = (parameters: readonly FunctionParameter[]) =>
    ordered
      ? last(parameters)
      : (namedParameter(parameters, own, text, offset) ?? argumentAt(written, own, text, offset));
  const fitting = signatures.findIndex(
    ({ parameters }) => place(parameters) < parameters.length || parameters.at(-1)?.variadic === true,
  );
  const activeSignature = Math.max(0, fitting);
  const parameters = signatures[activeSignature]?.parameters ?? [];
  return {
    signatures: signatures.map((signature) => labelled(written.toUpperCase(), signature)),
    documentation: found.documentation,
    activeSignature,
    activeParameter: Math.min(place(parameters), last(parameters)),
  };
}

/** Brackets within a value: `(a + b)`, `[1]`. */
const isGroup = (bracket: Bracket): boolean =>
  !opensQuery(bracket) &&
  (bracket.open.kind === '[' || bracket.before === undefined || groupers.has(bracket.before.kind));

const groupers: ReadonlySet<string> = new Set([
  ...[
    '(',
    '[',
    ',',
    '+',
    '-',
    '*',
    '/',
    '%',
    '^',
    '||',
    '=',
    '<>',
    '<',
    '<=',
    '>',
    '>=',
    '->',
    '->>',
    '#>',
    '#>>',
  ],
  ...[
    'AND',
    'OR',
    'NOT',
    'WHEN',
    'THEN',
    'ELSE',
    'CASE',
    'BETWEEN',
    'LIKE',
    'ILIKE',
    'IN',
    'ARRAY',
    'DISTINCT',
    'BY',
  ],
]);

const opensQuery = ({ items }: Bracket): boolean =>
  ['SELECT', 'WITH', 'VALUES', 'TABLE'].includes(items[0]?.[0]?.kind ?? '');

/** The name of the aggregate that the brackets of WITHIN GROUP belong to. */
function orderedCall({ before }: Bracket, tokens: readonly Token[]): Token | undefined {
  const at = before?.kind === 'GROUP' ? tokens.indexOf(before) : -1;
  if (tokens[at - 1]?.kind !== 'WITHIN' || tokens[at - 2]?.kind !== ')') return undefined;
  return allBrackets(tokens).find(({ close }) => close === tokens[at - 2])?.before;
}

function ofValues({ name, columns, active }: ValuesRow): SignatureHelp | undefined {
  if (columns.length === 0) return undefined;
  const { label, places } = listed(`${name} (`, columns);
  const parameters = places.map((place) => ({ ...place, documentation: undefined }));
  return {
    signatures: [{ label: `${label})`, parameters }],
    documentation: '',
    activeSignature: 0,
    activeParameter: Math.min(active, columns.length - 1),
  };
}

/** The value of an option: what it takes. */
function ofOption({ text, parsed }: StatementModel, offset: number): SignatureHelp | undefined {
  const place = optionPlace(text, parsed.tokens, offset);
  const option = place?.at === 'name' ? undefined : place?.option;
  if (!option) return undefined;
  const { label, places } = listed(`${option.name} = `, [optionDetail(option)]);
  return {
    signatures: [{ label, parameters: places.map((each) => ({ ...each, documentation: undefined })) }],
    documentation: option.documentation,
    activeSignature: 0,
    activeParameter: 0,
  };
}

/** Texts with commas between them behind a beginning, and where each of them stands. */
function listed(
  beginning: string,
  texts: readonly string[],
): { readonly label: string; readonly places: readonly { readonly start: number; readonly end: number }[] } {
  let label = beginning;
  const places = texts.map((text, index) => {
    if (index > 0) label += ', ';
    const start = label.length;
    label += text;
    return { start, end: label.length };
  });
  return { label, places };
}

function labelled(
  name: string,
  { parameters, returnsText }: FunctionDescription['signatures'][number],
): SignatureAnswer {
  const { label, places } = listed(`${name}(`, parameters.map(parameterText));
  return {
    label: `${label}) → ${returnsText}`,
    parameters: places.map((place, index) => ({ ...place, documentation: parameters[index]?.documentation })),
  };
}

/** A function by name, table functions of pools included. */
function callable(
  name: string,
): Pick<FunctionDescription, 'name' | 'documentation' | 'signatures'> | undefined {
  const table = findVirtualTable(name);
  if (!table) return describedFunction(name) ?? casting(name);
  const pool = {
    name: 'pool',
    type: 'text',
    optional: true,
    documentation: 'Name of a pool; without it, every pool.',
  } as const;
  return {
    name: table.name,
    documentation: table.documentation,
    signatures: [
      {
        parameters: table.takesPool ? [pool] : [],
        returns: () => ({ name: 'document' }),
        returnsText: 'rows',
      },
    ],
  };
}

/** CAST and TRY_CAST, which are no functions: the second argument is a type. */
function casting(name: string): ReturnType<typeof callable> {
  const row = /^(TRY_)?CAST$/i.test(name) ? wordRow(name.toUpperCase()) : undefined;
  if (!row) return undefined;
  const parameters = [
    { name: 'value', type: 'any' },
    { name: 'type', type: 'any', documentation: 'A type: integer, numeric(10, 2), text[].' },
  ] as const;
  const signature = { parameters, returns: () => ({ name: 'unknown' }) as const, returnsText: 'the type' };
  return { name: row.name, documentation: row.documentation, signatures: [signature] };
}
