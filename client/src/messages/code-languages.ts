/** The languages that a pipeline can be copied in. */
export const codeLanguages = [
  { id: 'mongosh', label: 'mongosh', detail: 'To paste into the shell' },
  { id: 'nodejs', label: 'Node.js', detail: 'A module for the official driver' },
  { id: 'python', label: 'Python', detail: 'A script for PyMongo' },
  { id: 'java', label: 'Java', detail: 'A class for the synchronous driver' },
] as const;

export type CodeLanguageId = (typeof codeLanguages)[number]['id'];
