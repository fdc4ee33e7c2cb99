/** Names that are hard to write in a statement, and some that are easy. */
export const hardNames: readonly string[] = [
  ...['reports', 'Mixed', 'select', 'with space', "it's", 'a"b', 'läufer', '1st', 'back\\slash'],
  ...['semi;colon', '-- no comment', '$$', '{"a": 1}', 'zwei\nZeilen', '日本', '`tick`'],
];
