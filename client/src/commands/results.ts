import type { CommandRow } from './command-row.ts';

export const resultsCommands: readonly CommandRow[] = [
  { id: 'qlsql.results.focusGrid', run: ({ results }) => results.focus() },
  { id: 'qlsql.results.copy', run: ({ results }) => results.copySelection('text') },
  { id: 'qlsql.results.copyCsv', run: ({ results }) => results.copySelection('csv') },
  { id: 'qlsql.results.copyJson', run: ({ results }) => results.copySelection('json') },
  { id: 'qlsql.results.copyMarkdown', run: ({ results }) => results.copySelection('markdown') },
  { id: 'qlsql.results.copyInsert', run: ({ results }) => results.copySelection('insert') },
  { id: 'qlsql.results.closeAll', run: ({ tabs }) => tabs.closeAll() },
];
