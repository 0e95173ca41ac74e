import { randomBytes } from 'node:crypto';
import { type FileHandle, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { temporaryName } from './leftovers.ts';

/** A file that could not be written: `message` is a sentence for people. */
export class ExportError extends Error {
  override readonly name = 'ExportError';
}

/** What is done to files; tests have disks that fail. */
export interface Files {
  /** Creates it, readable for its owner alone; rejects when it exists. */
  create(path: string): Promise<OpenFile>;
  rename(from: string, to: string): Promise<void>;
  remove(path: string): Promise<void>;
  /** `undefined`: there is none. */
  read(path: string): Promise<string | undefined>;
  /** Names of what is in a folder. */
  list(folder: string): Promise<readonly string[]>;
  /** ms since the epoch. */
  modified(path: string): Promise<number>;
}

export interface OpenFile {
  /** All of it. */
  write(bytes: Uint8Array): Promise<void>;
  /** Until it is on the disk. */
  sync(): Promise<void>;
  close(): Promise<void>;
}

export const localFiles: Files = {
  create: async (file) => openFile(await open(file, 'wx', 0o600)),
  rename,
  remove: (file) => rm(file, { force: true }),
  read: async (file) => {
    try {
      return await readFile(file, 'utf8');
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return undefined;
      throw error;
    }
  },
  list: (folder) => readdir(folder),
  modified: async (file) => (await stat(file)).mtimeMs,
};

/** What is used of Node's. */
interface Handle extends Pick<FileHandle, 'datasync' | 'sync' | 'close'> {
  write(bytes: Uint8Array, offset: number): Promise<{ readonly bytesWritten: number }>;
}

/** So much is written before the disk is told to begin, bytes: else all of it waits for the end. */
const BEGIN = 8_000_000;

/** The disk writes while there is more to come. What fails then is told by the next call. */
export function openFile(handle: Handle): OpenFile {
  let fresh = 0;
  let under: Promise<void> | undefined;
  let failure: { readonly error: unknown } | undefined;
  const begin = async () => {
    try {
      await handle.datasync();
    } catch (error) {
      // The disk tells of it once: a later sync would know nothing of it.
      failure ??= { error };
    }
    under = undefined;
  };
  const check = () => {
    if (failure) throw failure.error;
  };
  return {
    write: async (bytes) => {
      check();
      // It may write less than it is given; appendFile() writes no more than half a megabyte at a time.
      for (let done = 0; done < bytes.length; ) done += (await handle.write(bytes, done)).bytesWritten;
      fresh += bytes.length;
      if (fresh < BEGIN || under) return;
      fresh = 0;
      under = begin();
    },
    sync: async () => {
      await under;
      check();
      await handle.sync();
    },
    close: () => handle.close(),
  };
}

/** A file that is not there under its name before it is whole: it is written beside it, under another name, and put in its place at the end. */
export class FileWriter {
  readonly #files: Files;
  readonly #file: string;
  readonly #temporary: string;
  #open: OpenFile | undefined;
  #bytes = 0;

  private constructor(files: Files, file: string, temporary: string, opened: OpenFile) {
    this.#files = files;
    this.#file = file;
    this.#temporary = temporary;
    this.#open = opened;
  }

  static async create(file: string, files: Files = localFiles): Promise<FileWriter> {
    const temporary = path.join(path.dirname(file), temporaryName(file, randomBytes(4).toString('hex')));
    return new FileWriter(files, file, temporary, await explained(() => files.create(temporary)));
  }

  get bytes(): number {
    return this.#bytes;
  }

  async write(bytes: Uint8Array): Promise<void> {
    if (bytes.length === 0) return;
    const { opened } = this;
    await explained(() => opened.write(bytes));
    this.#bytes += bytes.length;
  }

  /** On the disk, not yet under its name. */
  async finish(): Promise<void> {
    const { opened } = this;
    await explained(async () => {
      await opened.sync();
      this.#open = undefined;
      await opened.close();
    });
  }

  /** After {@link finish}: under its name, in place of what was there. */
  async place(): Promise<void> {
    await explained(() => this.#files.rename(this.#temporary, this.#file));
  }

  /** After {@link place}, when the whole cannot be had after all. */
  async withdraw(): Promise<void> {
    await explained(() => this.#files.remove(this.#file));
  }

  /** As if it had never been. What was under the name stays. */
  async discard(): Promise<void> {
    try {
      await this.#open?.close();
    } finally {
      this.#open = undefined;
      await explained(() => this.#files.remove(this.#temporary));
    }
  }

  private get opened(): OpenFile {
    if (this.#open === undefined) throw new ExportError('The file is closed already.');
    return this.#open;
  }
}

async function explained<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ExportError) throw error;
    throw new ExportError(sentenceOf(codeOf(error)), { cause: error });
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'UNKNOWN';
}

function sentenceOf(code: string): string {
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return 'There is no room left on the disk. Nothing was exported.';
    case 'EFBIG':
      return 'The file would be larger than this disk allows. Nothing was exported.';
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return 'This folder or file may not be written to. Nothing was exported.';
    case 'ENOENT':
    case 'ENOTDIR':
      return 'The folder is not there. Nothing was exported.';
    case 'EISDIR':
    case 'EEXIST':
    case 'ENOTEMPTY':
      return 'There is a folder of this name. Nothing was exported.';
    default:
      return `The file could not be written (${code}). Nothing was exported.`;
  }
}
