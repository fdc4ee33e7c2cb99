import { parseArgs } from 'node:util';
import { EJSON } from 'bson';
import { isColumnType, type ColumnType } from '../import/column-types.ts';
import type { GivenPlan } from '../import/import-plan.ts';

export interface RunArguments {
  readonly kind: 'run';
  /** `-` is standard input. */
  readonly file: string;
  readonly uri: string | undefined;
  readonly database: string | undefined;
  /** Further connections by name, for ON CONNECTION. */
  readonly connections: ReadonlyMap<string, string>;
  /** Session variables to begin with. */
  readonly variables: ReadonlyMap<string, unknown>;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly json: boolean;
  readonly stopOnError: boolean;
  /** The file that pools are saved in. */
  readonly saved: string | undefined;
  /** Where to write what the pools did. */
  readonly record: string | undefined;
  /** Whether texts of statements and errors go there too. */
  readonly recordStatements: boolean;
}

export interface ImportArguments {
  readonly kind: 'import';
  readonly file: string;
  readonly collection: string;
  readonly uri: string | undefined;
  readonly database: string | undefined;
  readonly plan: GivenPlan;
  /** Whether the file is only read. */
  readonly dryRun: boolean;
}

export interface ReplayArguments {
  readonly kind: 'replay';
  readonly recording: string;
  /** `-` is standard input; a look at everything where nothing is given. */
  readonly file: string | undefined;
  readonly json: boolean;
}

export interface DoctorArguments {
  readonly kind: 'doctor';
  readonly uri: string;
}

export type Arguments =
  | RunArguments
  | ImportArguments
  | ReplayArguments
  | DoctorArguments
  | { readonly kind: 'lsp' }
  | { readonly kind: 'help' }
  /** The words of a statement; none for all statements. */
  | { readonly kind: 'statementHelp'; readonly words: readonly string[] }
  | { readonly kind: 'version' }
  | { readonly kind: 'wrong'; readonly message: string };

export const help = `qlsql run FILE|- --uri URI [options]
qlsql import FILE COLLECTION --uri URI [options]
qlsql replay RECORDING [FILE|-] [--json]
qlsql doctor [--uri] URI
qlsql lsp --stdio
qlsql help [STATEMENT]

Runs the statements of a file, or of standard input, one after the other.

  --uri URI              connection string, mongodb:// or mongodb+srv://; QLSQL_URI where it is not given
  --database NAME        database of unqualified collections, where the connection string names none
  --connection NAME=URI  a further connection for ON CONNECTION NAME; may be repeated
  --set NAME=VALUE       session variable @NAME; VALUE is Extended JSON, or text; may be repeated
  --param NAME=VALUE     parameter :NAME, or 1 for $1; may be repeated
  --json                 one line of JSON for each statement
  --stop-on-error        do not run what follows a statement that failed
  --saved FILE           file of saved pools, for SHOW and APPLY CONNECTION_POOL CHANGES
  --record FILE          writes a flight recording of the pools at the end
  --record-statements    with the texts of statements and errors, which may hold values
  --help, --version

import inserts the rows of a CSV file, or the documents of JSON, JSON lines or Extended JSON, and lists by line what it could not.

  --dry-run              only reads the file and says what would be imported
  --type FIELD=TYPE      string, int, long, double, decimal, bool, date, objectId, uuid, json, or skip; may be repeated
  --format csv|json      where the file's name does not tell
  --delimiter SIGN       between values of CSV, \\t for a tab; guessed where it is not given
  --no-header            the first line of CSV is data
  --encoding NAME        utf-8, utf-16le, windows-1252 and others; guessed where it is not given

doctor goes from a connection string to an answer, and says where it fails, why, and what to do.
lsp is the language server for any editor that speaks the Language Server Protocol.
help says what a statement looks like and does: qlsql help create connection_pool. Without one it lists them.

Ctrl-C stops the statement that runs, on the server too; again ends at once.
Ends with 1 where a statement failed, 2 where the command line is wrong, 130 where it was interrupted.
`;

/** Reads the command line. Says what is wrong instead of throwing. */
export function readArguments(argv: readonly string[], environment: NodeJS.ProcessEnv): Arguments {
  try {
    return read(argv, environment);
  } catch (error) {
    return { kind: 'wrong', message: error instanceof Error ? error.message : String(error) };
  }
}

function read(argv: readonly string[], environment: NodeJS.ProcessEnv): Arguments {
  const { values, positionals } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: {
      uri: { type: 'string' },
      database: { type: 'string' },
      connection: { type: 'string', multiple: true },
      set: { type: 'string', multiple: true },
      param: { type: 'string', multiple: true },
      json: { type: 'boolean' },
      'stop-on-error': { type: 'boolean' },
      saved: { type: 'string' },
      record: { type: 'string' },
      'record-statements': { type: 'boolean' },
      'dry-run': { type: 'boolean' },
      type: { type: 'string', multiple: true },
      format: { type: 'string' },
      delimiter: { type: 'string' },
      'no-header': { type: 'boolean' },
      encoding: { type: 'string' },
      stdio: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
      version: { type: 'boolean', short: 'v' },
    },
  });
  if (values.help) return { kind: 'help' };
  if (values.version) return { kind: 'version' };
  const [command, file, ...more] = positionals;
  if (command === undefined) return { kind: 'help' };
  const json = values.json ?? false;
  const uri = values.uri ?? environment['QLSQL_URI'];
  if (command === 'import') {
    const [collection, ...others] = more;
    if (file === undefined || collection === undefined || others.length > 0)
      return wrong('Which file, and where to? Write qlsql import FILE COLLECTION.');
    const { database, 'dry-run': dryRun = false } = values;
    return { kind: 'import', file, collection, uri, database, plan: planOf(values), dryRun };
  }
  if (command === 'replay') return replay(positionals.slice(1), json);
  if (command === 'doctor') return doctor(values.uri ?? file ?? uri);
  if (command === 'help') return { kind: 'statementHelp', words: positionals.slice(1) };
  if (command === 'lsp') {
    return values.stdio ? { kind: 'lsp' } : wrong('How is the editor spoken to? Write qlsql lsp --stdio.');
  }
  if (command !== 'run') return wrong(`There is no command ${command}: write qlsql run FILE.`);
  if (file === undefined) return wrong('Which file? Write qlsql run FILE, or - for standard input.');
  if (more.length > 0) return wrong(`One file at a time: what is ${more.join(' ')}?`);
  return {
    kind: 'run',
    file,
    uri,
    database: values.database,
    connections: new Map((values.connection ?? []).map((text) => pair(text, '--connection'))),
    variables: new Map(
      (values.set ?? []).map((text) => {
        const [name, value] = pair(text, '--set');
        return [name.replace(/^@/, ''), valueOf(value)];
      }),
    ),
    parameters: Object.fromEntries(
      (values.param ?? []).map((text) => {
        const [name, value] = pair(text, '--param');
        return [name.replace(/^[$:]/, ''), valueOf(value)];
      }),
    ),
    json,
    stopOnError: values['stop-on-error'] ?? false,
    saved: values.saved,
    record: values.record,
    recordStatements: values['record-statements'] ?? false,
  };
}

interface PlanValues {
  readonly format?: string;
  readonly delimiter?: string;
  readonly encoding?: string;
  readonly 'no-header'?: boolean;
  readonly type?: readonly string[];
}

function planOf({ format, delimiter, encoding, type = [], 'no-header': noHeader }: PlanValues): GivenPlan {
  if (format !== undefined && format !== 'csv' && format !== 'json')
    throw new Error('--format takes csv or json.');
  const types = type.map((text): [string, ColumnType] => {
    const [field, wanted] = pair(text, '--type');
    if (!isColumnType(wanted)) throw new Error(`--type ${text}: there is no type ${wanted}.`);
    return [field, wanted];
  });
  return {
    ...(format === undefined ? {} : { format }),
    ...(delimiter === undefined ? {} : { delimiter: delimiter === '\\t' ? '\t' : delimiter }),
    ...(encoding === undefined ? {} : { encoding }),
    ...(noHeader === undefined ? {} : { header: !noHeader }),
    types: new Map(types),
  };
}

function replay([recording, file, ...more]: readonly string[], json: boolean): Arguments {
  if (recording === undefined) return wrong('Which recording? Write qlsql replay RECORDING.');
  if (more.length > 0) return wrong(`One file at a time: what is ${more.join(' ')}?`);
  return { kind: 'replay', recording, file, json };
}

function doctor(uri: string | undefined): Arguments {
  return uri === undefined ? wrong('Which server? Write qlsql doctor URI.') : { kind: 'doctor', uri };
}

function wrong(message: string): Arguments {
  return { kind: 'wrong', message };
}

function pair(text: string, option: string): [string, string] {
  const at = text.indexOf('=');
  if (at <= 0) throw new Error(`${option} takes NAME=VALUE.`);
  return [text.slice(0, at), text.slice(at + 1)];
}

/** Extended JSON where it is that, else the text itself. */
function valueOf(text: string): unknown {
  try {
    return EJSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
