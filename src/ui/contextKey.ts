import * as vscode from 'vscode';
import type { ContextKeys } from './ids.ts';

/** A `when` key of ours; VS Code is told only when the value changes. */
export class ContextKey<T extends string | boolean> {
  readonly #key: string;
  #value: T | undefined;

  constructor(key: (typeof ContextKeys)[keyof typeof ContextKeys]) {
    this.#key = key;
  }

  set(value: T): void {
    if (value === this.#value) return;
    this.#value = value;
    void vscode.commands.executeCommand('setContext', this.#key, value);
  }
}
