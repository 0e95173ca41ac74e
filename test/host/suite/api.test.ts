import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { SecurityEventsApi } from '../../../src/ui/api.ts';
import { activated } from '../product.ts';

const DEMO = 'demo';

describe('the API for other extensions, with the demo connected', () => {
  let api: SecurityEventsApi;

  /** Looks again at every change of a connection until it fits; mocha's limit is the limit. */
  const connection = (state: string) =>
    new Promise<void>((resolve) => {
      const look = () => {
        if (api.connections().find(({ id }) => id === DEMO)?.state !== state) return;
        listening.dispose();
        resolve();
      };
      const listening = api.onDidChangeConnections(look);
      look();
    });

  before(async () => {
    api = await activated();
    await vscode.commands.executeCommand('securityEvents.tryDemo');
    await connection('live');
    // The demo replays an hour; what is asked about must not change meanwhile.
    const replayed = async () =>
      (await api.query({ connections: [DEMO], types: ['Threat'] }, 20)).length === 20 &&
      (await api.query({ connections: [DEMO], types: ['Audit'] }, 1)).length === 1;
    while (!(await replayed())) await change(api);
    await vscode.commands.executeCommand('securityEvents.disconnect', DEMO);
    await connection('disconnected');
  });

  after(async () => {
    const settings = vscode.workspace.getConfiguration('securityEvents');
    await settings.update('connections', undefined, vscode.ConfigurationTarget.Global);
  });

  it('lists the connections', () => {
    const [lookout, box] = api.connections();
    assert.deepEqual(lookout, { id: DEMO, name: 'Demo', system: 'lookout', state: 'disconnected' });
    assert.equal(box?.system, 'box');
  });

  it('counts events by type and severity, as queries find them', async () => {
    const tallies = (await api.tallies()).filter((tally) => tally.connection === DEMO);
    const total = tallies.reduce((sum, { count }) => sum + count, 0);
    assert.ok(tallies.length > 1 && total > 0);
    const [smallest] = tallies.toSorted((a, b) => a.count - b.count);
    assert.ok(smallest);
    const { type, severity, count } = smallest;
    const found = await api.query({ connections: [DEMO], types: [type], severities: [severity] }, 1_000);
    assert.equal(found.length, count);
  });

  it('finds events by a filter, newest first, no more than asked for', async () => {
    const threats = await api.query({ connections: [DEMO], types: ['Threat'] }, 20);
    assert.equal(threats.length, 20);
    assert.ok(threats.every(({ type }) => type === 'Threat'));
    assert.deepEqual(
      threats,
      threats.toSorted((a, b) => b.time - a.time),
    );
    const high = await api.query({ connections: [DEMO], types: ['Threat'], severities: [4] }, 5);
    assert.ok(high.length > 0 && high.every(({ severity }) => severity === 4));
  });

  it('gives one event with the exact text that was received', async () => {
    const [row] = await api.query({ connections: [DEMO], types: ['Audit'] }, 1);
    assert.ok(row);
    const event = await api.event(DEMO, row.id);
    assert.ok(event);
    assert.equal(event.summary, row.summary);
    // The simulator sends compact JSON: what the editor shows of it, and what was parsed and written again, has other spaces.
    assert.equal(event.raw, JSON.stringify(JSON.parse(event.raw)));
    assert.match(event.raw, new RegExp(`"id":"${row.id}"`));
    assert.equal(await api.event(DEMO, `${row.id}0`), undefined);
  });
});

/** The next change of any connection: evidence of stored events comes with it. */
function change(api: SecurityEventsApi): Promise<void> {
  return new Promise((resolve) => {
    const listening = api.onDidChangeConnections(() => {
      listening.dispose();
      resolve();
    });
  });
}
