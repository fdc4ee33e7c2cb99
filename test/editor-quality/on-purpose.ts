/** What PostgreSQL refuses and the dialect takes on purpose: by what PostgreSQL says, or by the text where that says too little. */
interface OnPurpose {
  readonly refusal: RegExp;
  readonly sql?: RegExp;
  readonly reason: string;
}

const rows: readonly OnPurpose[] = [
  {
    refusal: /^cannot cast type \w+ to jsonb?$|^cannot use type \w+ in IS JSON predicate$/,
    reason: 'a number is JSON: a document holds it as it is',
  },
  {
    refusal: /^function jsonb?_(set|insert)\w*\(.*(numeric|integer)\) does not exist$/,
    reason: 'a number is JSON: a document holds it as it is',
  },
  {
    refusal:
      /^operator does not exist: (jsonb (=|<>|\|\||<@|@>) (numeric|integer)|(numeric|integer) (=|<>|\|\||<@|@>) jsonb)$/,
    reason: 'a number beside JSON is compared with and joined to what JSON holds',
  },
  {
    refusal: /^COALESCE types (jsonb and (numeric|integer)|(numeric|integer) and jsonb) cannot be matched$/,
    reason: 'COALESCE of JSON and a number is one value or the other, which a document holds as it is',
  },
  {
    refusal: /^could not determine polymorphic type because input has type unknown$/,
    reason: 'a text without a type is a text where any value is taken',
  },
  { refusal: /^type "double" does not exist$/, reason: 'double is what MongoDB calls double precision' },
  {
    refusal: /^syntax error at or near "[\d.]+"$/,
    sql: /\bINTERVAL\s+[\d.]+\s+[A-Z]/i,
    reason: 'INTERVAL 1 DAY is how MySQL writes it',
  },
  {
    refusal: /^invalid input syntax for type numeric/,
    sql: /\bNULL\s+(NOT\s+)?IN\s*\(/i,
    reason: 'what NULL is looked for in is never compared',
  },
];

/** Why the dialect takes what PostgreSQL refuses with these words; undefined where it should not. */
export function purposeOf(sql: string, refusal: string): string | undefined {
  return rows.find((row) => row.refusal.test(refusal) && (row.sql?.test(sql) ?? true))?.reason;
}
