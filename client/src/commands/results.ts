import type { CommandRow } from './command-row.ts';

export const resultsCommands: readonly CommandRow[] = [
  { id: 'qlsql.results.focusGrid', run: ({ results }) => results.focus() },
  { id: 'qlsql.results.find', run: ({ results }) => results.find() },
  { id: 'qlsql.results.copy', run: ({ results }) => results.copySelection('text') },
  { id: 'qlsql.results.copyCsv', run: ({ results }) => results.copySelection('csv') },
  { id: 'qlsql.results.copyJson', run: ({ results }) => results.copySelection('json') },
  { id: 'qlsql.results.copyMarkdown', run: ({ results }) => results.copySelection('markdown') },
  { id: 'qlsql.results.copyInsert', run: ({ results }) => results.copySelection('insert') },
  { id: 'qlsql.results.filterByValue', run: ({ results }) => results.queryValue('filter') },
  { id: 'qlsql.results.excludeValue', run: ({ results }) => results.queryValue('exclude') },
  { id: 'qlsql.results.showDocuments', run: ({ results }) => results.queryValue('documents') },
  { id: 'qlsql.results.chooseColumns', run: ({ results }) => results.chooseColumns() },
  { id: 'qlsql.results.hideColumn', run: ({ results }, context) => results.changeColumn('hide', context) },
  { id: 'qlsql.results.pinColumn', run: ({ results }, context) => results.changeColumn('pin', context) },
  {
    id: 'qlsql.results.moveColumnLeft',
    run: ({ results }, context) => results.changeColumn('left', context),
  },
  {
    id: 'qlsql.results.moveColumnRight',
    run: ({ results }, context) => results.changeColumn('right', context),
  },
  { id: 'qlsql.results.resetColumns', run: ({ results }, context) => results.resetColumns(context) },
  { id: 'qlsql.results.closeAll', run: ({ tabs }) => tabs.closeAll() },
];
