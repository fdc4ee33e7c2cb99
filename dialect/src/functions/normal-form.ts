import type { ScalarFunction } from './lowering.ts';
import { signature } from './signature.ts';
import { booleanType, SqlError, textType } from './values.ts';

function normalize(text: unknown, form: unknown = 'nfc'): string {
  const name = String(form).toUpperCase();
  if (!['NFC', 'NFD', 'NFKC', 'NFKD'].includes(name))
    throw new SqlError(`there is no normal form ${String(form)}`);
  return String(text).normalize(name);
}

/** Unicode's normal forms: of constants only, since MongoDB has no such operator. */
export const normalFormFunctions: readonly ScalarFunction[] = [
  {
    name: 'NORMALIZE',
    category: 'text',
    documentation:
      'The text in one of Unicode’s normal forms, NFC where none is named. Of constants only: MongoDB has no such operator.',
    example: { sql: "LENGTH(NORMALIZE('é', NFD))", result: '2' },
    signatures: [signature('text, [form text]', textType)],
    nulls: 'strict',
    evaluate: ([text, form]) => normalize(text, form),
  },
  {
    name: 'IS_NORMALIZED',
    category: 'text',
    documentation:
      'Whether the text is in a normal form; also written x IS NFC NORMALIZED. Of constants only: MongoDB has no such operator.',
    example: { sql: "IS_NORMALIZED('é', 'nfd')", result: 'false' },
    signatures: [signature('text, [form text]', booleanType)],
    nulls: 'strict',
    evaluate: ([text, form]) => text === normalize(text, form),
  },
];
