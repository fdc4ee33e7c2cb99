import type { Catalog } from '../../../dialect/src/index.ts';
import type {
  FunctionDescription,
  FunctionParameter,
  FunctionSignature,
  PoolFunction,
} from '../../../dialect/src/functions/function-row.ts';
import { liveValues } from './live-values.ts';
import { code, facts, paragraphs } from './markdown.ts';

/** `name type`, in brackets where it may be left out, with dots where it may be repeated. */
export function parameterText({ name, type, optional, variadic }: FunctionParameter): string {
  const text = `${name} ${type === 'sameAsFirst' ? 'same' : type}${variadic ? ', …' : ''}`;
  return optional ? `[${text}]` : text;
}

export function signatureText(name: string, signature: FunctionSignature): string {
  return `${name}(${signature.parameters.map(parameterText).join(', ')})`;
}

/** A function in full: signatures, meaning, unit, example; for a pool function its source and each pool's live value. */
export function functionMarkdown(
  row: FunctionDescription | PoolFunction,
  { catalog, currentPool }: { readonly catalog: Catalog; readonly currentPool: string | undefined },
): string {
  const signatures = row.signatures.map((each) => `${signatureText(row.name, each)} → ${each.returnsText}`);
  const example = row.example && code(`${row.example.sql}\n-- ${row.example.result}`);
  return paragraphs(
    code(signatures.join('\n')),
    row.documentation,
    facts([
      ['unit', row.unit],
      ['column of CONNECTION_POOLS()', 'column' in row ? `\`${row.column}\`` : undefined],
      ['from', 'source' in row ? row.source : undefined],
      ['current pool', row.category === 'pool' ? currentPool : undefined],
      ['also called', row.aliases?.length ? row.aliases.join(', ') : undefined],
    ]),
    'column' in row ? liveValues(catalog.pools, row.column, row.unit) : undefined,
    example,
  );
}
