/** The types of notebooks in package.json: files of their own, and `.qlsql` files. */
export const notebookTypes = { notebook: 'qlsql-notebook', script: 'qlsql-script' } as const;
