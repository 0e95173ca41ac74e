import * as vscode from 'vscode';
import type { CredentialPart } from '../../feeds/feed.ts';
import type { Answers } from '../../model/connection.ts';
import type { BrowserSignIn, SignInFor } from './browserSignIn.ts';
import { secretOf } from './connectionForm.ts';
import { type Answer, askText, mapAnswer, type StepFrame } from './quickInput.ts';

/** Nobody's credential is longer; a pasted or chosen file that is longer is a mistake. */
const LONGEST_SECRET = 16_384;

/** Asks for a whole credential, part by part, with a way back. `undefined`: the person left. */
export async function askCredential(
  title: string,
  parts: readonly CredentialPart[],
  who: SignInFor,
  browser: BrowserSignIn,
): Promise<string | undefined> {
  let entered: Answers = {};
  for (let at = 0; at < parts.length; ) {
    const part = parts[at];
    if (!part) break;
    const frame = { title, step: at + 1, total: parts.length, back: at > 0 };
    const answer = await askPart(frame, part, who, entered, browser);
    if (answer.kind === 'cancel') return undefined;
    if (answer.kind === 'value') entered = answer.value;
    at += answer.kind === 'back' ? -1 : 1;
  }
  return secretOf(parts, entered);
}

/** The parts as they are with this one. */
export async function askPart(
  frame: StepFrame,
  part: CredentialPart,
  who: SignInFor,
  entered: Answers,
  browser: BrowserSignIn,
): Promise<Answer<Answers>> {
  switch (part.kind) {
    case 'browser':
      return mapAnswer(await browser.ask(frame, part, who, entered), (parts) => ({ ...entered, ...parts }));
    case 'file':
      return mapAnswer(await askFile(frame, part), (value) => ({ ...entered, [part.id]: value }));
    case 'line':
      return mapAnswer(await askLine(frame, part, entered[part.id] ?? '', who.endpoint), (value) => ({
        ...entered,
        [part.id]: value,
      }));
  }
}

/** The password box. */
async function askLine(
  frame: StepFrame,
  part: CredentialPart,
  value: string,
  endpoint: string,
): Promise<Answer<string>> {
  const answer = await askText(frame, {
    value,
    password: true,
    prompt: vscode.l10n.t(
      'Credential ({0}) for {1}. It is kept in the system keyring and sent to this address only.',
      part.label,
      endpoint,
    ),
    problem: (text) => {
      const secret = text.trim();
      if (secret === '') return vscode.l10n.t('Enter the credential.');
      // A header could not carry it; most likely something else was pasted.
      if (secret.length > LONGEST_SECRET || !/^[\x21-\x7e]+$/.test(secret))
        return vscode.l10n.t('This does not look like a credential: it has spaces, line breaks or unusual characters.');
      return undefined;
    },
  });
  return mapAnswer(answer, (text) => text.trim());
}

/** A file's content, read once; the file itself is not kept. */
async function askFile(frame: StepFrame, part: CredentialPart): Promise<Answer<string>> {
  const [file] =
    (await vscode.window.showOpenDialog({
      title: `${frame.title}: ${part.label}`,
      openLabel: vscode.l10n.t('Use'),
      filters: { JSON: ['json'] },
    })) ?? [];
  if (!file) return { kind: frame.back ? 'back' : 'cancel' };
  const bytes = await vscode.workspace.fs.readFile(file);
  const text = bytes.byteLength > LONGEST_SECRET ? '' : new TextDecoder().decode(bytes).trim();
  if (text !== '') return { kind: 'value', value: text };
  await vscode.window.showWarningMessage(vscode.l10n.t('This file is empty or too large to be a credential.'), {
    modal: true,
  });
  return askFile(frame, part);
}
