// Statements made up by chance, the same for the same seed: over `pair` and `tag` of case-tables.mjs, whose columns hold NULLs, duplicates,
// negative numbers and texts. Every statement means one thing only: rows are a bag, and a LIMIT comes after an order of all columns.

interface Relation {
  readonly sql: string;
  readonly columns: readonly Column[];
}

interface Column {
  readonly name: string;
  readonly type: 'int' | 'text' | 'date';
}

const tables: readonly { readonly name: string; readonly columns: readonly Column[] }[] = [
  {
    name: 'pair',
    columns: [
      { name: 'a', type: 'int' },
      { name: 'b', type: 'int' },
      { name: 't', type: 'text' },
      { name: 'd', type: 'date' },
    ],
  },
  {
    name: 'tag',
    columns: [
      { name: 'a', type: 'int' },
      { name: 'n', type: 'int' },
      { name: 't', type: 'text' },
    ],
  },
];

const comparisons = ['=', '<>', '<', '<=', '>', '>='];

class Writer {
  readonly #dice: Dice;
  #aliases = 0;

  constructor(dice: Dice) {
    this.#dice = dice;
  }

  #table(): Relation {
    const { name, columns } = this.#dice.one(tables);
    this.#aliases += 1;
    const alias = `r${this.#aliases}`;
    return {
      sql: `${name} AS ${alias}`,
      columns: columns.map((column) => ({ ...column, name: `${alias}.${column.name}` })),
    };
  }

  #constant(type: Column['type']): string {
    const { one } = this.#dice;
    if (type === 'int') return one(['-3', '0', '1', '2', '5', '7', 'NULL']);
    if (type === 'text') return one(["'a'", "'b'", "''", "'ab'", "'B'", 'NULL']);
    return one(["DATE '2024-01-31'", "DATE '2024-02-29'", "DATE '2023-12-31'", 'NULL::date']);
  }

  #column(type: Column['type'], scope: readonly Column[]): string {
    const columns = scope.filter((column) => column.type === type);
    return columns.length > 0 ? this.#dice.one(columns).name : this.#constant(type);
  }

  /** A value of a type; deep ones have parts. */
  value(type: Column['type'], scope: readonly Column[], depth: number): string {
    const { one, below } = this.#dice;
    if (depth <= 0 || below(3) === 0)
      return below(4) === 0 ? this.#constant(type) : this.#column(type, scope);
    const part = (wanted = type) => this.value(wanted, scope, depth - 1);
    if (type === 'int')
      return one([
        () => `(${part()} ${one(['+', '-', '*'])} ${part()})`,
        () => `(${part()} / ${one(['2', '-3', '7'])})`,
        () => `(${part()} % ${one(['2', '-3', '7'])})`,
        () => `- ${part()}`,
        () => `abs(${part()})`,
        () => `coalesce(${part()}, ${part()})`,
        () => `nullif(${part()}, ${part()})`,
        () => `greatest(${part()}, ${part()})`,
        () => `CASE WHEN ${this.truth(scope, depth - 1)} THEN ${part()} ELSE ${part()} END`,
        () => `CASE ${part()} WHEN ${part()} THEN ${part()} WHEN ${part()} THEN ${part()} END`,
        () => `length(${part('text')})`,
        () => `(${part('date')} - ${part('date')})`,
        () => `extract(${one(['month', 'year', 'day', 'dow'])} FROM ${part('date')})::int`,
        () => `cast(${part()} AS int)`,
      ])();
    if (type === 'text')
      return one([
        () => `(${part()} || ${part()})`,
        () => `upper(${part()})`,
        () => `coalesce(${part()}, ${part()})`,
        () => `left(${part()}, ${this.#constant('int')})`,
        () => `replace(${part()}, 'a', ${part()})`,
        () => `cast(${part('int')} AS text)`,
        () => `CASE WHEN ${this.truth(scope, depth - 1)} THEN ${part()} END`,
        () => `concat(${part()}, ${part('int')})`,
        () => `to_char(${part('date')}, 'YYYY-MM')`,
      ])();
    return one([
      () => `(${part()} + ${this.#column('int', scope)})`,
      () => `(${part()} + interval '1 month')::date`,
      () => `date_trunc('${one(['month', 'year', 'week', 'quarter'])}', ${part()})::date`,
      () => `least(${part()}, ${part()})`,
      () => `coalesce(${part()}, ${part()})`,
    ])();
  }

  /** A condition, in three values. */
  truth(scope: readonly Column[], depth: number): string {
    const { one, below } = this.#dice;
    const type = one(['int', 'int', 'text', 'date'] as const);
    const value = () => this.value(type, scope, depth - 1);
    const compared = () => `${value()} ${one(comparisons)} ${value()}`;
    if (depth <= 0 || below(3) === 0) return compared();
    const part = () => this.truth(scope, depth - 1);
    const not = () => one(['', 'NOT ']);
    return one([
      () => `(${part()} AND ${part()})`,
      () => `(${part()} OR ${part()})`,
      () => `NOT (${part()})`,
      () => `${value()} IS ${not()}NULL`,
      () => `(${part()}) IS ${not()}${one(['TRUE', 'FALSE', 'UNKNOWN'])}`,
      () => `${value()} IS ${not()}DISTINCT FROM ${value()}`,
      () => `${value()} ${not()}BETWEEN ${value()} AND ${value()}`,
      () => `${value()} ${not()}IN (${value()}, ${value()}, ${this.#constant(type)})`,
      () => `${this.value('text', scope, depth - 1)} ${not()}LIKE ${one(["'a%'", "'_'", "'%b%'", "''"])}`,
      () => `${value()} ${not()}IN (${this.#inner(type, scope, depth - 1)})`,
      () => `${not()}EXISTS (${this.#inner(type, scope, depth - 1)})`,
      () => `${value()} ${one(comparisons)} ${one(['ANY', 'ALL'])} (${this.#inner(type, scope, depth - 1)})`,
      () => `${this.value('int', scope, 0)} ${one(comparisons)} (${this.#counted(scope, depth - 1)})`,
      () => `(${this.value('int', scope, 0)}, ${this.value('text', scope, 0)}) ${one(comparisons)} (1, 'a')`,
    ])();
  }

  /** A subquery of one column; it may look at the rows outside. */
  #inner(type: Column['type'], outside: readonly Column[], depth: number): string {
    const table = this.#table();
    const where = this.truth(
      this.#dice.below(2) === 0 ? table.columns : [...table.columns, ...outside],
      depth,
    );
    return `SELECT ${this.value(type, table.columns, 1)} FROM ${table.sql} WHERE ${where}`;
  }

  /** A subquery of one row. */
  #counted(outside: readonly Column[], depth: number): string {
    const table = this.#table();
    const { one } = this.#dice;
    const what = one(['count(*)', `max(${this.#column('int', table.columns)})`]);
    return `SELECT ${what} FROM ${table.sql} WHERE ${this.truth([...table.columns, ...outside], depth)}`;
  }

  #from(): Relation {
    const { one, below } = this.#dice;
    let from = this.#table();
    for (let joins = below(3); joins > 0; joins -= 1)
      from = one([this.#joined, this.#joined, this.#crossed, this.#lateral]).call(this, from, this.#table());
    return from;
  }

  #crossed(left: Relation, right: Relation): Relation {
    return { sql: `${left.sql} CROSS JOIN ${right.sql}`, columns: [...left.columns, ...right.columns] };
  }

  #joined(left: Relation, right: Relation): Relation {
    const { one, below } = this.#dice;
    const columns = [...left.columns, ...right.columns];
    const kind = one(['JOIN', 'LEFT JOIN', 'RIGHT JOIN', 'FULL JOIN']);
    const equal = `${this.#column('int', left.columns)} = ${this.#column('int', right.columns)}`;
    // PostgreSQL joins in full only what it can merge or hash
    const more = kind === 'FULL JOIN' || below(2) === 0 ? '' : ` AND ${this.truth(columns, 1)}`;
    return { sql: `${left.sql} ${kind} ${right.sql} ON ${equal}${more}`, columns };
  }

  #lateral(left: Relation, right: Relation): Relation {
    this.#aliases += 1;
    const alias = `r${this.#aliases}`;
    const names = right.columns.map((column) => column.name);
    const where = this.truth([...left.columns, ...right.columns], 1);
    const inner = `(SELECT ${names.join(', ')} FROM ${right.sql} WHERE ${where}) AS ${alias}`;
    const columns = right.columns.map((column) => ({
      ...column,
      name: column.name.replace(/^.*\./, `${alias}.`),
    }));
    const kind = this.#dice.one(['JOIN', 'LEFT JOIN']);
    return { sql: `${left.sql} ${kind} LATERAL ${inner} ON true`, columns: [...left.columns, ...columns] };
  }

  #plain(): string {
    const { one, below } = this.#dice;
    const { sql, columns } = this.#from();
    const types = ['int', 'text', 'date'] as const;
    const items = Array.from({ length: 1 + below(3) }, () => this.value(one(types), columns, 2));
    const where = below(4) === 0 ? '' : ` WHERE ${this.truth(columns, 3)}`;
    const all = items.map(
      (_, index) => `${index + 1}${one(['', ' DESC', ' NULLS FIRST', ' DESC NULLS LAST'])}`,
    );
    const order = one([
      '',
      '',
      ` ORDER BY ${all.join(', ')}`,
      ` ORDER BY ${all.join(', ')} LIMIT 5 OFFSET 1`,
    ]);
    return `SELECT ${one(['', '', 'DISTINCT '])}${items.join(', ')} FROM ${sql}${where}${order}`;
  }

  /** The rows of a FROM under plain names, so that keys of groups and windows are columns. */
  #derived(): Relation {
    const from = this.#from();
    const columns = from.columns.map(({ type }, at) => ({ name: `c${at}`, type }));
    const list = from.columns.map(({ name }, at) => `${name} AS c${at}`).join(', ');
    return { sql: `(SELECT ${list} FROM ${from.sql}) s`, columns };
  }

  #aggregate(scope: readonly Column[]): string {
    const value = (type: Column['type']) => this.value(type, scope, 1);
    const text = this.#column('text', scope);
    return this.#dice.one([
      'count(*)',
      `count(${value('int')})`,
      `sum(${value('int')})`,
      `avg(${value('int')})`,
      `min(${value('text')})`,
      `max(${value('date')})`,
      `count(DISTINCT ${value('text')})`,
      `sum(DISTINCT ${value('int')})`,
      `count(*) FILTER (WHERE ${this.truth(scope, 1)})`,
      `bool_or(${this.truth(scope, 1)})`,
      `string_agg(${text}, ',' ORDER BY ${text})`,
      `array_agg(${text} ORDER BY ${text} DESC)`,
    ]);
  }

  #grouped(): string {
    const { one, below } = this.#dice;
    const { sql, columns } = this.#derived();
    const keys = [...new Set(Array.from({ length: 1 + below(3) }, () => one(columns).name))];
    const set = one(['', '', '', 'ROLLUP', 'CUBE']);
    const where = below(2) === 0 ? '' : ` WHERE ${this.truth(columns, 2)}`;
    const having =
      below(2) === 0 ? '' : ` HAVING count(*) ${one(comparisons)} 2 OR ${this.#aggregate(columns)} IS NULL`;
    const items = [...keys, this.#aggregate(columns), this.#aggregate(columns)];
    return `SELECT ${items.join(', ')} FROM ${sql}${where} GROUP BY ${set} (${keys.join(', ')})${having}`;
  }

  #windowed(): string {
    const { one, below } = this.#dice;
    const { sql, columns } = this.#derived();
    const all = columns.map(({ name }) => `${name}${one(['', ' DESC', ' NULLS FIRST'])}`);
    const partition = below(2) === 0 ? '' : `PARTITION BY ${one(columns).name} `;
    const key = this.#column('int', columns);
    const bound = ['UNBOUNDED PRECEDING', '1 PRECEDING', 'CURRENT ROW', '1 FOLLOWING', 'UNBOUNDED FOLLOWING'];
    const from = below(4);
    const to = Math.max(from, 1 + below(4));
    const frame = `BETWEEN ${bound[from] ?? ''} AND ${bound[to] ?? ''}`;
    const text = this.#column('text', columns);
    const call = one([
      () => `row_number() OVER (${partition}ORDER BY ${all.join(', ')})`,
      () =>
        `${one(['rank', 'dense_rank', 'percent_rank', 'cume_dist'])}() OVER (${partition}ORDER BY ${text})`,
      () =>
        `${one(['lag', 'lead'])}(${key}, ${one(['1', '2', '0'])}) OVER (${partition}ORDER BY ${all.join(', ')})`,
      () =>
        `${one(['sum', 'count', 'min', 'max', 'avg'])}(${key}) OVER (${partition}ORDER BY ${all.join(', ')} ROWS ${frame})`,
      () => `${one(['sum', 'count', 'min', 'max'])}(${key}) OVER (${partition}ORDER BY ${one(columns).name})`,
      () =>
        `${one(['sum', 'count'])}(${key}) OVER (${partition}ORDER BY ${key} ${one(['RANGE', 'GROUPS'])} ${frame})`,
      () =>
        `${one(['first_value', 'last_value'])}(${text}) OVER (${partition}ORDER BY ${all.join(', ')} ROWS ${frame})`,
      () => `count(*) OVER (${partition})`,
    ])();
    return `SELECT ${columns.map(({ name }) => name).join(', ')}, ${call} FROM ${sql}`;
  }

  #combined(): string {
    const { one, below } = this.#dice;
    const part = (): string => {
      const { sql, columns } = this.#from();
      const items = [this.value('int', columns, 1), this.value('text', columns, 1)];
      return `SELECT ${items.join(', ')} FROM ${sql} WHERE ${this.truth(columns, 1)}`;
    };
    const operator = () => one(['UNION', 'UNION ALL', 'INTERSECT', 'INTERSECT ALL', 'EXCEPT', 'EXCEPT ALL']);
    const two = `${part()} ${operator()} ${part()}`;
    return below(2) === 0 ? two : `(${two}) ${operator()} ${part()}`;
  }

  query(): string {
    const { one } = this.#dice;
    return one([this.#plain, this.#plain, this.#grouped, this.#windowed, this.#combined]).call(this);
  }
}

/** Throws that are the same for the same seed. */
class Dice {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  below = (limit: number): number => {
    this.#state = (Math.imul(this.#state, 1664525) + 1013904223) >>> 0;
    return Math.floor((this.#state / 2 ** 32) * limit);
  };

  one = <T>(items: readonly T[]): T => {
    const item = items[this.below(items.length)];
    if (item === undefined) throw new Error('nothing to choose from');
    return item;
  };
}

/** As many statements as are asked for. */
export function generate(count: number, seed: number): readonly string[] {
  const dice = new Dice(seed);
  return Array.from({ length: count }, () => new Writer(dice).query());
}
