import type { FunctionDescription } from '../../../dialect/src/functions/function-row.ts';
import { findVirtualTable } from '../../../dialect/src/catalog/virtual-tables.ts';
import { parameterText } from '../describe/function.ts';
import { describedFunction } from '../describe/subject.ts';
import { statementAt } from '../documents.ts';
import type { DocumentModel } from '../documents.ts';
import { bracketsAround, itemAt } from '../text/brackets.ts';

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

/** The signatures of the function whose arguments the offset is among, in finished text or not. */
export function signatureHelp(document: DocumentModel, offset: number): SignatureHelp | undefined {
  const statement = statementAt(document, offset);
  if (!statement) return undefined;
  const inside = offset - statement.start;
  const bracket = bracketsAround(statement.parsed.tokens, inside).findLast(({ open }) => open.kind === '(');
  const name = bracket?.before && statement.text.slice(bracket.before.start, bracket.before.end);
  const row = name === undefined ? undefined : callable(name);
  if (!bracket || !row) return undefined;
  const index = itemAt(bracket, inside);
  const fitting = row.signatures.findIndex(
    ({ parameters }) => index < parameters.length || parameters.at(-1)?.variadic === true,
  );
  const activeSignature = Math.max(0, fitting);
  const count = row.signatures[activeSignature]?.parameters.length ?? 0;
  return {
    signatures: row.signatures.map((signature) => labelled(row.name, signature)),
    documentation: row.documentation,
    activeSignature,
    activeParameter: Math.min(index, Math.max(0, count - 1)),
  };
}

function labelled(
  name: string,
  { parameters, returnsText }: FunctionDescription['signatures'][number],
): SignatureAnswer {
  let label = `${name}(`;
  const places = parameters.map((parameter, index) => {
    if (index > 0) label += ', ';
    const start = label.length;
    label += parameterText(parameter);
    return { start, end: label.length, documentation: parameter.documentation };
  });
  return { label: `${label}) → ${returnsText}`, parameters: places };
}

/** A function by name, table functions of pools included. */
function callable(
  name: string,
): Pick<FunctionDescription, 'name' | 'documentation' | 'signatures'> | undefined {
  const table = findVirtualTable(name);
  if (!table) return describedFunction(name);
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
