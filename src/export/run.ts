import path from 'node:path';
import type { About, Beginning, Counts, KnownGap } from './about.ts';
import { aboutText, isAboutText } from './about.ts';
import type { Encoder } from './encoder.ts';
import { type Files, FileWriter, localFiles } from './fileWriter.ts';
import { TELLS_ITSELF } from './form.ts';
import { removeLeftovers } from './leftovers.ts';
import { readAhead } from './readAhead.ts';
import type { Source } from './source.ts';

export interface Export {
  readonly file: string;
  readonly source: Source;
  readonly encoder: Encoder;
  readonly beginning: Beginning;
  /** Asked when all events are written, so that a gap that was noticed meanwhile is told. */
  readonly gaps: () => Promise<readonly KnownGap[]>;
  readonly files?: Files;
}

export interface Exported extends Counts {
  readonly gaps: number;
  readonly bytes: number;
  /** As in {@link Beginning}: below 1 the oldest events are missing. */
  readonly searched: number;
  /** A file beside it tells of an older export of this name, and could not be removed. */
  readonly outdated?: string;
  /** The file beside it that tells of the export, where the format has no place for that. */
  readonly about?: string;
}

/**
 * Writes an export: the next portions are read while one is written, so that three are in memory and no more. Resolves with `undefined` when `signal` aborted. Rejects with an
 * {@link ExportError} or with what the source rejected with. Unless it resolves with an outcome, there is no new file under any name.
 */
export async function runExport(
  { file, source, encoder, beginning, gaps, files = localFiles }: Export,
  progress: (done: number) => void,
  signal: AbortSignal,
): Promise<Exported | undefined> {
  await removeLeftovers(file, beginning.exported, files);
  const writer = await FileWriter.create(file, files);
  let beside: FileWriter | undefined;
  try {
    await writer.write(Buffer.from(encoder.head(beginning)));
    const counts = await writeEvents(writer, source, encoder, progress, signal);
    if (counts === undefined || signal.aborted) return undefined;
    const about: About = { ...beginning, ...counts, gaps: await gaps() };
    await writer.write(Buffer.from(encoder.tail(about)));
    await writer.finish();
    if (!TELLS_ITSELF[beginning.format]) beside = await written(aboutFile(file), aboutText(about), files);
    if (signal.aborted) return undefined;
    await placeBoth(writer, beside);
    const { searched } = beginning;
    const outcome = { ...counts, gaps: about.gaps.length, bytes: writer.bytes, searched };
    if (beside) return { ...outcome, about: aboutFile(file) };
    return (await isOutdated(file, files)) ? { ...outcome, outdated: aboutFile(file) } : outcome;
  } finally {
    // What is in its place already is not found under the other name.
    await writer.discard();
    await beside?.discard();
  }
}

async function placeBoth(writer: FileWriter, beside: FileWriter | undefined): Promise<void> {
  await beside?.place();
  try {
    await writer.place();
  } catch (error) {
    await beside?.withdraw();
    throw error;
  }
}

/** What an older export left beside the file tells nothing true of this one. True when it is still there. */
async function isOutdated(file: string, files: Files): Promise<boolean> {
  const beside = aboutFile(file);
  try {
    const text = await files.read(beside);
    if (text !== undefined && isAboutText(text)) await files.remove(beside);
    return false;
  } catch {
    // The export itself is in its place: whoever looks at it is told.
    return true;
  }
}

function aboutFile(file: string): string {
  return path.join(path.dirname(file), `${path.basename(file)}.about.json`);
}

async function written(file: string, text: string, files: Files): Promise<FileWriter> {
  const writer = await FileWriter.create(file, files);
  try {
    await writer.write(Buffer.from(text));
    await writer.finish();
    return writer;
  } catch (error) {
    await writer.discard();
    throw error;
  }
}

/** `undefined`: aborted. */
async function writeEvents(
  writer: FileWriter,
  source: Source,
  { between }: Encoder,
  progress: (done: number) => void,
  signal: AbortSignal,
): Promise<Counts | undefined> {
  let events = 0;
  let removed = 0;
  for await (const portion of readAhead(source)) {
    if (signal.aborted) return undefined;
    // The first event has none before it.
    const bytes = events === 0 && portion.events > 0 ? portion.bytes.subarray(between.length) : portion.bytes;
    await writer.write(bytes);
    free(portion.bytes);
    events += portion.events;
    removed += portion.removed;
    progress(portion.next);
  }
  return { events, removed };
}

/** Left to the garbage collector, some hundred megabytes pile up before it looks. What others have a part of is not ours to free. */
function free({ buffer, byteLength }: Uint8Array): void {
  if (buffer instanceof ArrayBuffer && buffer.byteLength === byteLength) buffer.transfer(0);
}
