import * as vscode from 'vscode';
import { type Disposable, Disposables } from '../../base/emitter.ts';

/** What a person did in one step. */
export type Answer<T> =
  | { readonly kind: 'value'; readonly value: T }
  | { readonly kind: 'back' }
  | { readonly kind: 'cancel' };

export function mapAnswer<A, B>(answer: Answer<A>, map: (value: A) => B): Answer<B> {
  return answer.kind === 'value' ? { kind: 'value', value: map(answer.value) } : answer;
}

export interface StepFrame {
  readonly title: string;
  readonly step: number;
  readonly total: number;
  readonly back: boolean;
}

export interface Choice<T> extends vscode.QuickPickItem {
  readonly value: T;
}

/** A step that picks one of `choices`, or several when `many`. */
export function askChoice<T>(
  frame: StepFrame,
  choices: readonly Choice<T>[],
  options: { readonly placeholder: string; readonly chosen?: readonly T[]; readonly many?: boolean },
): Promise<Answer<readonly T[]>> {
  const pick = vscode.window.createQuickPick<Choice<T>>();
  pick.items = choices;
  pick.placeholder = options.placeholder;
  pick.canSelectMany = options.many ?? false;
  pick.matchOnDescription = true;
  pick.matchOnDetail = true;
  const chosen = choices.filter(({ value }) => options.chosen?.includes(value));
  if (options.many) pick.selectedItems = chosen;
  // An empty list would leave nothing for Enter to take.
  else if (chosen.length > 0) pick.activeItems = chosen.slice(0, 1);
  return ask(pick, frame, (accept) =>
    pick.onDidAccept(() => {
      if (options.many || pick.selectedItems.length > 0) accept(pick.selectedItems.map(({ value }) => value));
    }),
  );
}

/** A step that reads a line of text. `problem` gives a sentence for a value that cannot be accepted. */
export function askText(
  frame: StepFrame,
  options: {
    readonly value: string;
    readonly prompt: string;
    readonly placeholder?: string;
    readonly password?: boolean;
    readonly problem: (value: string) => string | undefined;
  },
): Promise<Answer<string>> {
  const box = vscode.window.createInputBox();
  box.value = options.value;
  box.prompt = options.prompt;
  box.placeholder = options.placeholder;
  box.password = options.password ?? false;
  return ask(box, frame, (accept) => {
    const own = new Disposables();
    // A sentence while somebody types is noise; it goes away with the first key after a refusal.
    own.add(box.onDidChangeValue((value) => (box.validationMessage = box.validationMessage && options.problem(value))));
    own.add(
      box.onDidAccept(() => {
        box.validationMessage = options.problem(box.value);
        if (box.validationMessage === undefined) accept(box.value);
      }),
    );
    return own;
  });
}

/** What QuickPick and InputBox have in common. */
interface Input extends vscode.QuickInput {
  buttons: readonly vscode.QuickInputButton[];
  readonly onDidTriggerButton: vscode.Event<vscode.QuickInputButton>;
}

async function ask<T>(
  input: Input,
  frame: StepFrame,
  listen: (accept: (value: T) => void) => Disposable,
): Promise<Answer<T>> {
  const own = new Disposables();
  input.title = frame.title;
  input.step = frame.step;
  input.totalSteps = frame.total;
  input.ignoreFocusOut = true;
  input.buttons = frame.back ? [vscode.QuickInputButtons.Back] : [];
  own.add(input);
  try {
    return await new Promise<Answer<T>>((resolve) => {
      own.add(listen((value) => resolve({ kind: 'value', value })));
      own.add(input.onDidTriggerButton(() => resolve({ kind: 'back' })));
      own.add(input.onDidHide(() => resolve({ kind: 'cancel' })));
      input.show();
    });
  } finally {
    own.dispose();
  }
}
