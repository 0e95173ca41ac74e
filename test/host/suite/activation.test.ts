import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { activated, contributions, EXTENSION_ID } from '../product.ts';

describe('activation', () => {
  it('finds the extension installed', () => {
    assert.ok(vscode.extensions.getExtension(EXTENSION_ID), `${EXTENSION_ID} is not installed`);
  });

  it('exports version 1 of the API', async () => {
    const api = await activated();
    assert.equal(api.version, 1);
    assert.ok(Array.isArray(api.connections()));
    assert.equal(typeof api.query, 'function');
    assert.equal(typeof api.event, 'function');
    assert.equal(typeof api.tallies, 'function');
  });

  it('answers queries on an empty store', async () => {
    const api = await activated();
    assert.deepEqual(await api.query({ connections: ['nobody'] }, 10), []);
    assert.equal(await api.event('nobody', 'nothing'), undefined);
  });

  it('registers the commands that package.json contributes, and no other', async () => {
    await activated();
    const contributed = contributions().commands.map((each) => each.command);
    const all = await vscode.commands.getCommands(true);
    // VS Code registers focus, resetViewLocation, … for each view under the view's id.
    const views = Object.values(contributions().views).flat();
    const ofViews = (command: string) => views.some((view) => command.startsWith(`${view.id}.`));
    const registered = all.filter((command) => command.startsWith('securityEvents.') && !ofViews(command));
    assert.deepEqual(registered.sort(), [...contributed].sort());
  });
});
