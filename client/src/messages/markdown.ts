/** Text from outside (names, addresses, server words), made inert in Markdown with theme icons. */
export function escapeMarkdown(text: string): string {
  return text
    .replace(/[\\`*_{}[\]()#+\-.!|<>~$&@]/g, '\\$&')
    .replaceAll('://', ':\\//')
    .replace(/\s+/g, ' ');
}

/** Two columns without a heading; the values are Markdown. */
export function tooltipTable(rows: readonly (readonly [label: string, value: string])[]): string {
  return ['| | |', '|:--|--:|', ...rows.map(([label, value]) => `| ${label}&emsp; | ${value} |`)].join('\n');
}

/** A text as a block of code, whatever backticks it has. */
export function codeBlock(text: string, language: string): string {
  const runs = [...text.matchAll(/`+/g)].map(([run]) => run.length + 1);
  const fence = '`'.repeat(Math.max(3, ...runs));
  return `${fence}${language}\n${text}\n${fence}`;
}
