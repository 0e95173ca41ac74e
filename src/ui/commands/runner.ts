import * as vscode from 'vscode';
import { type Disposable, Disposables } from '../../base/emitter.ts';
import type { Commands } from '../ids.ts';
import { vscodeLocalizer } from '../localizerOfVscode.ts';
import type { OutputLog } from '../log.ts';
import { sentenceOf } from '../text/failure.ts';
import { localSentence } from '../text/localSentence.ts';

export type CommandId = (typeof Commands)[keyof typeof Commands];

/** Registers commands. One that fails tells the user in a sentence, with the log one click away. */
export class CommandRunner implements Disposable {
  readonly #log: OutputLog;
  readonly #own = new Disposables();

  constructor(log: OutputLog) {
    this.#log = log;
  }

  /** `argument` is whatever VS Code or another extension passes: check it. */
  register(id: CommandId, run: (argument: unknown) => unknown): void {
    this.#own.add(vscode.commands.registerCommand(id, (argument: unknown) => this.run(id, () => run(argument))));
  }

  /** Does what belongs to a command that nobody called. */
  async run(id: CommandId, work: () => unknown): Promise<unknown> {
    try {
      return await work();
    } catch (error) {
      await this.#tell(id, error);
      return undefined;
    }
  }

  dispose(): void {
    this.#own.dispose();
  }

  async #tell(id: string, error: unknown): Promise<void> {
    this.#log.error(`${id}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    await this.#log.tell(localSentence(sentenceOf(error), vscodeLocalizer));
  }
}
