export const grammarFile: string;
export function grammarText(): Promise<string>;
