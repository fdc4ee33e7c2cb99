import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';

/** Encodings that are offered. */
export const encodings = [
  'utf-8',
  'utf-16le',
  'utf-16be',
  'windows-1252',
  'iso-8859-2',
  'shift_jis',
  'gb18030',
];

/** The beginning of a file as text, whole where the file is no longer. */
export interface FileStart {
  readonly encoding: string;
  readonly text: string;
  readonly isWhole: boolean;
  /** Of the file, in bytes. */
  readonly size: number;
  /** Of the text, in bytes of the file. */
  readonly bytes: number;
}

/** Reads so many bytes of a file, in the encoding that is given or that its bytes speak for. Rejects with what the file system says. */
export async function readStart(path: string, bytes: number, given?: string): Promise<FileStart> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(Math.min(bytes, size)) });
    const start = buffer.subarray(0, bytesRead);
    const encoding = given ?? guessEncoding(start);
    const isWhole = bytesRead >= size;
    return {
      encoding,
      text: decoderOf(encoding).decode(start, { stream: !isWhole }),
      isWhole,
      size,
      bytes: bytesRead,
    };
  } finally {
    await file.close();
  }
}

/** A file's text in pieces; tells how many of its bytes were read. Rejects where they are not of the encoding. */
export async function* readText(
  path: string,
  encoding: string,
  told: (bytes: number) => void = () => undefined,
): AsyncGenerator<string, undefined> {
  const decoder = decoderOf(encoding);
  let bytes = 0;
  for await (const chunk of createReadStream(path, { highWaterMark: 256 * 1024 }) as AsyncIterable<Buffer>) {
    const text = decode(decoder, chunk, encoding, bytes);
    bytes += chunk.length;
    told(bytes);
    yield text;
  }
  yield decode(decoder, undefined, encoding, bytes);
  return undefined;
}

const decoderOf = (encoding: string): TextDecoder => new TextDecoder(encoding, { fatal: true });

function decode(decoder: TextDecoder, chunk: Buffer | undefined, encoding: string, at: number): string {
  try {
    return chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode();
  } catch (error) {
    const words = `The file is not written in ${encoding}, as is seen behind byte ${at}: choose another encoding.`;
    throw new Error(words, { cause: error });
  }
}

/** By the mark at the beginning; else UTF-8 where it is that, and what Windows writes where it is not. */
function guessEncoding(start: Buffer): string {
  if (start[0] === 0xff && start[1] === 0xfe) return 'utf-16le';
  if (start[0] === 0xfe && start[1] === 0xff) return 'utf-16be';
  try {
    decoderOf('utf-8').decode(start, { stream: true });
    return 'utf-8';
  } catch {
    return 'windows-1252';
  }
}
