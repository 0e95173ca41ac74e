import { type ChildProcess, spawn } from 'node:child_process';
import { rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Profile } from './profile.ts';

const START_LIMIT_MS = 60_000;
const STOP_LIMIT_MS = 5_000;

export interface ServerOptions {
  readonly entry: string;
  readonly profile: Profile;
  /** 0: a free one. */
  readonly port?: number;
  /** Reaches the extension host. */
  readonly env?: Readonly<Record<string, string>>;
}

/** A running workbench server on loopback, with its whole process tree. */
export class WorkbenchServer {
  readonly url: string;
  readonly #child: ChildProcess;
  readonly #exited: Promise<void>;
  readonly #socket: string;
  readonly #killAtExit: () => void;

  private constructor(child: ChildProcess, url: string, exited: Promise<void>, socket: string) {
    this.#socket = socket;
    this.#child = child;
    this.url = url;
    this.#exited = exited;
    this.#killAtExit = () => signalGroup(child, 'SIGKILL');
    process.on('exit', this.#killAtExit);
  }

  /** Resolves when the server listens. */
  static async start(options: ServerOptions): Promise<WorkbenchServer> {
    const config = join(options.profile.folder, 'code-server.yaml');
    await writeFile(config, 'auth: none\ncert: false\n');
    // Unix sockets have short paths; the profile's may be long.
    const socket = join(tmpdir(), `ses-${process.pid}-${Date.now()}.sock`);
    const child = spawn(
      process.execPath,
      [
        options.entry,
        ...options.profile.arguments(),
        ...['--auth', 'none'],
        ...['--bind-addr', `127.0.0.1:${options.port ?? 0}`],
        ...['--disable-telemetry', '--disable-update-check', '--disable-workspace-trust', '--disable-proxy'],
        '--disable-getting-started-override',
        ...['--session-socket', socket],
      ],
      // A group of its own, so that one signal reaches the extension hosts too.
      { env: environment(options.env ?? {}), stdio: ['ignore', 'pipe', 'pipe'], detached: true },
    );
    const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    try {
      return new WorkbenchServer(child, await listening(child), exited, socket);
    } catch (error) {
      signalGroup(child, 'SIGKILL');
      throw error;
    }
  }

  /** URL of a window on `folder`. */
  windowUrl(folder: string): string {
    return `${this.url}/?folder=${encodeURIComponent(folder)}`;
  }

  /** Resolves when the server ends, whoever ended it. */
  get exited(): Promise<void> {
    return this.#exited;
  }

  /** Ends the whole process tree; extension hosts get their time to shut down. */
  async stop(): Promise<void> {
    signalGroup(this.#child, 'SIGTERM');
    const { promise: late, resolve } = Promise.withResolvers<void>();
    const limit = setTimeout(resolve, STOP_LIMIT_MS);
    await Promise.race([this.#exited, late]);
    clearTimeout(limit);
    signalGroup(this.#child, 'SIGKILL');
    process.off('exit', this.#killAtExit);
    await rm(this.#socket, { force: true });
  }
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch (error) {
    // ESRCH: nobody of the group is left, which is what was wanted.
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}

/** Ours, without what would make code-server act as a client of the VS Code whose terminal this is. */
function environment(extra: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !/^(VSCODE_|ELECTRON_|PORT$|CODE_SERVER_)/.test(name));
  return { ...Object.fromEntries(own), ...extra };
}

function listening(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = '';
    const fail = (why: string) => reject(new Error(`The workbench did not start: ${why}\n${output.slice(-4000)}`));
    const limit = setTimeout(() => fail(`not listening after ${START_LIMIT_MS / 1000} s`), START_LIMIT_MS);
    const read = (chunk: Buffer) => {
      output = (output + chunk.toString()).slice(-20_000);
      const url = /HTTP server listening on (http:\/\/127\.0\.0\.1:\d+)/.exec(output)?.[1];
      if (url === undefined) return;
      clearTimeout(limit);
      resolve(url);
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.once('error', (error) => fail(error.message));
    child.once('exit', (code) => {
      clearTimeout(limit);
      fail(`exit code ${code}`);
    });
  });
}
