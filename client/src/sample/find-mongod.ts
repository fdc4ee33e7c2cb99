import path from 'node:path';
import { programName } from './mongod-download.ts';
import { mongodSources, type MongodSource } from './mongod-sources.ts';
import { isProgram, programOnPath } from './program-on-path.ts';

/** Where a mongod of a source lies below the folder of downloads. */
export const mongodOf = ({ entry }: MongodSource, downloads: string): string =>
  path.join(downloads, entry, programName);

/** A mongod that is on this machine: the one that was named, else one on PATH, else one that was downloaded before. */
export function findMongodHere(downloads: string, named?: string): string | undefined {
  if (named) {
    if (isProgram(named)) return named;
    throw new Error(`${named} is named as the mongod to use, but is not a program.`);
  }
  const downloaded = mongodSources.map((source) => mongodOf(source, downloads));
  return programOnPath(['mongod']) ?? downloaded.find(isProgram);
}

/** The first source that can be had here, or why none can: a line for each. */
export async function mongodSourceHere(): Promise<MongodSource | readonly string[]> {
  const refusals: string[] = [];
  for (const source of mongodSources) {
    const refusal = await source.refusal();
    if (refusal === '') return source;
    refusals.push(refusal);
  }
  return refusals;
}
