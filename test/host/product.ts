import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import packageJson from '../../package.json' with { type: 'json' };
import type { SecurityEventsApi } from '../../src/ui/api.ts';

const { publisher, name }: { readonly publisher?: string; readonly name: string } = packageJson;

export const EXTENSION_ID = `${publisher}.${name}`;

/** The part of the manifest that suites look at. */
export interface Contributions {
  readonly commands: readonly { readonly command: string }[];
  readonly views: Readonly<Record<string, readonly { readonly id: string }[]>>;
}

export function ownExtension(): vscode.Extension<SecurityEventsApi> {
  const extension = vscode.extensions.getExtension<SecurityEventsApi>(EXTENSION_ID);
  assert.ok(extension, `${EXTENSION_ID} is not installed`);
  return extension;
}

/** What the installed manifest contributes. */
export function contributions(): Contributions {
  const manifest: { readonly contributes: Contributions } = ownExtension().packageJSON;
  return manifest.contributes;
}

/** What the extension exports, activating it if need be. */
export async function activated(): Promise<SecurityEventsApi> {
  return await ownExtension().activate();
}
