import * as vscode from 'vscode';
import type { EventStore } from '../../store/contract.ts';
import { eventOfUri } from './eventUri.ts';

/** Sizes remembered, so that a `stat` does not format the document again. */
const REMEMBERED = 256;

/** Stored events as read-only files: the JSON, formatted by whitespace only. Events never change, so their times do not either. */
export class EventFileSystem implements vscode.FileSystemProvider {
  readonly #store: Pick<EventStore, 'document'>;
  readonly #sizes = new Map<string, number>();
  readonly #changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();

  readonly onDidChangeFile = this.#changed.event;

  constructor(store: Pick<EventStore, 'document'>) {
    this.#store = store;
  }

  async stat(uri: vscode.Uri): Promise<vscode.FileStat> {
    const size = this.#sizes.get(uri.path) ?? (await this.readFile(uri)).byteLength;
    return { type: vscode.FileType.File, ctime: 0, mtime: 0, size, permissions: vscode.FilePermission.Readonly };
  }

  async readFile(uri: vscode.Uri): Promise<Uint8Array> {
    const ref = eventOfUri(uri);
    const document = ref && (await this.#store.document(ref.connection, ref.id));
    if (document === undefined) {
      this.#sizes.delete(uri.path);
      throw vscode.FileSystemError.FileNotFound(uri);
    }
    const bytes = new TextEncoder().encode(document.text);
    this.#remember(uri.path, bytes.byteLength);
    return bytes;
  }

  /** Nothing to watch: what is stored is not changed. */
  watch(): vscode.Disposable {
    return new vscode.Disposable(() => undefined);
  }

  /** Events are not listed: the tree does that. */
  readDirectory(): [string, vscode.FileType][] {
    return [];
  }

  createDirectory(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  writeFile(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  delete(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  rename(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  #remember(path: string, size: number): void {
    this.#sizes.delete(path);
    this.#sizes.set(path, size);
    const oldest = this.#sizes.keys().next();
    if (this.#sizes.size > REMEMBERED && !oldest.done) this.#sizes.delete(oldest.value);
  }
}
