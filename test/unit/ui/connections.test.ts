import assert from 'node:assert/strict';
import type { ConnectionState } from '../../../src/connection/state.ts';
import { connectionFacts, connectionTooltip, describeConnection } from '../../../src/ui/connections/connectionText.ts';
import { diagnosticsText } from '../../../src/ui/connections/diagnostics.ts';
import { connectionContext, stateLook } from '../../../src/ui/connections/stateText.ts';
import { gapSpan, quarantineDocument, quarantineLabel } from '../../../src/ui/connections/troubleText.ts';
import { english } from '../../../src/ui/localizer.ts';
import { Refusals } from '../../../src/ui/refusals.ts';
import { Times } from '../../../src/ui/text/times.ts';
import { ManualClock } from '../../support/manualClock.ts';
import { connectionView, NOW, SetService } from './fixtures.ts';

const times = new Times('en', 'UTC');
const describe1 = (...args: Parameters<typeof connectionView>) =>
  describeConnection(connectionView(...args), NOW, times, english);
const refused: ConnectionState = {
  kind: 'refused',
  reason: { kind: 'credential', message: 'The credential was rejected.' },
};

describe('connection texts', () => {
  it('describes a live connection by its evidence', () => {
    const evidence = { rate: 12, caughtUp: true, lastEvent: NOW - 3_000, lastHeartbeat: NOW - 2_000 };
    assert.equal(describe1({ kind: 'live' }, { evidence }), 'Live · 12/min · last event 3s ago · heartbeat 2s ago');
    assert.equal(describe1({ kind: 'live' }), 'Live · catching up · 0/min · no events yet');
  });

  it('says when a polled server is asked next, and what is passed over on the way', () => {
    const evidence = { rate: 0, caughtUp: true, lastHeartbeat: NOW - 200_000, nextPoll: NOW + 100_000 };
    assert.equal(describe1({ kind: 'live' }, { evidence }), 'Live · 0/min · no events yet · next poll in 1m');
    const late = { ...evidence, nextPoll: NOW - 1 };
    assert.equal(describe1({ kind: 'live' }, { evidence: late }), 'Live · 0/min · no events yet · heartbeat 3m ago');
    const past = { skipped: { count: 12_000, time: Date.UTC(2026, 9, 2) } };
    assert.match(
      describe1({ kind: 'live' }, { evidence: past }),
      /^Live · reading the past: 12,000 older events passed over, at Oct 2, 2026/,
    );
  });

  it('says of a run that begins with everything that it does', () => {
    const view = connectionView({ kind: 'live' }, { evidence: { resumedFrom: { kind: 'time', time: 0 } } });
    const began = connectionFacts(view, 0, NOW, times, english).find(({ label }) => label === 'Began at');
    assert.equal(began?.value, 'the oldest event that the vendor has');
  });

  it('says how much of a long replay is read', () => {
    const replaying = (resumed: number, read?: number) =>
      describe1(
        { kind: 'live' },
        {
          evidence: {
            resumedFrom: { kind: 'cursor', stored: NOW - resumed },
            ...(read !== undefined && { lastEventTime: NOW - read }),
          },
        },
      ).split(' · ')[1];
    assert.equal(replaying(1_000_000, 550_000), 'catching up 45 %');
    assert.equal(replaying(1_000_000, 0), 'catching up 99 %', 'the server has not said that this was all');
    assert.equal(replaying(1_000_000, 2_000_000), 'catching up', 'an event from before the position');
    assert.equal(replaying(1_000_000), 'catching up');
    assert.equal(replaying(5_000, 1_000), 'catching up');
  });

  it('says why a connection waits or was refused, and when it tries again', () => {
    const reason = { kind: 'network' as const, message: 'The host was not found.' };
    assert.equal(
      describe1({ kind: 'waiting', until: NOW + 8_000, attempt: 3, reason }),
      'Waiting · next try in 8s · The host was not found.',
    );
    assert.equal(describe1(refused), 'Refused · The credential was rejected.');
    assert.match(
      describe1({ kind: 'refused', reason: { kind: 'noCredential', message: '' } }),
      /Use Replace Credential/,
    );
  });

  it('shows what the streaming window says as its own', () => {
    assert.match(describe1({ kind: 'following', of: { kind: 'live' }, heard: NOW }), /^Live in another window · /);
    assert.equal(describe1({ kind: 'following' }), 'Following another window');
    assert.equal(
      connectionContext(connectionView({ kind: 'following', of: refused }), false),
      'connection.wanted.refused.real',
    );
  });

  it('ranks refused worst and gives each state another icon', () => {
    const reason = { kind: 'busy' as const, message: '' };
    const states: ConnectionState[] = [
      { kind: 'disconnected' },
      { kind: 'live' },
      { kind: 'connecting', attempt: 1 },
      { kind: 'waiting', until: 0, attempt: 1, reason },
      refused,
    ];
    const looks = states.map((state) => stateLook(state, english));
    assert.deepEqual(
      looks.map(({ rank }) => rank),
      [0, 1, 2, 3, 4],
    );
    assert.equal(new Set(looks.map(({ icon }) => icon)).size, 5);
  });

  it('puts all evidence in the tooltip, and nothing that could be Markdown', () => {
    const view = connectionView(
      { kind: 'live' },
      {
        config: { name: '[x](command:y)' },
        evidence: {
          connectedSince: NOW - 60_000,
          lastByte: NOW,
          lastHeartbeat: NOW,
          lastEvent: NOW,
          lastEventTime: NOW - 1_500,
          rate: 2,
          stored: 10,
          duplicates: 3,
          quarantined: 1,
          reconnects: 2,
          resumedFrom: { kind: 'cursor', stored: NOW - 90_000 },
        },
      },
    );
    const facts = connectionFacts(view, 2, NOW, times, english);
    const labels = [
      'State',
      'Connected since',
      'Progress',
      'Read up to',
      'Last byte',
      'Last heartbeat',
      'Last event',
      'Lag of the last event',
      'Resumed from',
      'Rate',
      'Stored',
      'Duplicates dropped',
      'Quarantined',
      'Reconnects',
      'Known gaps',
    ];
    assert.deepEqual(
      facts.map(({ label }) => label),
      labels,
    );
    assert.equal(facts.find(({ label }) => label === 'Lag of the last event')?.value, '1.5 s');
    assert.ok(!connectionTooltip(view, 'Lookout', facts, english).includes('[x](command'));
  });

  it('keeps secrets, paths and payloads out of the diagnostics', () => {
    const view = connectionView({
      kind: 'refused',
      reason: { kind: 'credential', message: 'Rejected Bearer abcdefghijklmnop.' },
    });
    const gap = {
      id: 1,
      connection: 'a',
      stream: 'events',
      noticed: NOW,
      from: NOW - 1,
      reason: 'The position\nwas too old.',
    };
    const text = diagnosticsText(
      [view],
      new Map([['a', [gap]]]),
      { extension: '0.1.0', vscode: '1', platform: 'x', node: '24' },
      NOW,
    );
    assert.match(text, /Endpoint: https:\/\/api\.example\.com\n/);
    assert.match(text, /Gap: \[2026-11-01T11:59:59\.999Z – \?\] The position was too old\./);
    assert.ok(!text.includes('tenant-7') && !text.includes('abcdefghijklmnop'));
  });

  it('names gaps and quarantine', () => {
    const gap = { id: 1, connection: 'a', stream: 's', noticed: NOW, reason: 'x' };
    assert.equal(gapSpan({ ...gap, to: NOW }, times, english), `before ${times.absolute(NOW)}`);
    assert.deepEqual(
      [1, 3, 200].map((count) => quarantineLabel(count, 200, english)),
      ['1 quarantined payload', '3 quarantined payloads', '200 or more quarantined payloads'],
    );
    const document = JSON.parse(
      quarantineDocument([{ id: 1, connection: 'a', stream: 's', time: NOW, reason: 'Not JSON.', raw: '{"a":' }]),
    );
    assert.deepEqual(document, [
      { received: new Date(NOW).toISOString(), stream: 's', reason: 'Not JSON.', payload: '{"a":' },
    ]);
  });
});

describe('Refusals', () => {
  function start() {
    const service = new SetService();
    const clock = new ManualClock();
    const told: string[] = [];
    const answers: (() => void)[] = [];
    const refusals = new Refusals(service, clock, ({ config }) => {
      told.push(config.id);
      return new Promise((resolve) => answers.push(resolve));
    });
    const settled = () => clock.advance(2_000);
    const answer = async () => {
      answers.shift()?.();
      await settled();
    };
    return { service, clock, told, answer, settled, refusals };
  }

  it('tells one at a time, and each once', async () => {
    const { service, told, answer, settled } = start();
    service.set(connectionView(refused));
    service.set(connectionView(refused, { config: { id: 'b' } }));
    service.set(connectionView(refused));
    await settled();
    assert.deepEqual(told, ['a']);
    await answer();
    assert.deepEqual(told, ['a', 'b']);
    await answer();
    service.set(connectionView({ kind: 'connecting', attempt: 2 }));
    service.set(connectionView(refused));
    await settled();
    assert.deepEqual(told, ['a', 'b'], 'a probe that fails again is no news');
    service.set(connectionView({ kind: 'live' }));
    service.set(connectionView(refused));
    await settled();
    assert.deepEqual(told, ['a', 'b', 'a']);
  });

  it('goes on when nobody answers', async () => {
    const { service, clock, told, settled } = start();
    service.set(connectionView(refused));
    service.set(connectionView(refused, { config: { id: 'b' } }));
    await settled();
    await clock.advance(30_000);
    assert.deepEqual(told, ['a', 'b']);
  });

  it('does not tell what mended itself meanwhile, nor what another window tells', async () => {
    const { service, told, answer, settled } = start();
    service.set(connectionView(refused));
    service.set(connectionView(refused, { config: { id: 'b' } }));
    service.set(connectionView({ kind: 'live' }, { config: { id: 'b' } }));
    service.set(connectionView({ kind: 'following', of: refused }, { config: { id: 'c' } }));
    await settled();
    await answer();
    assert.deepEqual(told, ['a']);
  });

  it('does not tell a refusal that lasts for the moment of an edit', async () => {
    const { service, clock, told, settled } = start();
    service.set(connectionView(refused));
    await clock.advance(500);
    service.set(connectionView({ kind: 'connecting', attempt: 1 }));
    await settled();
    assert.deepEqual(told, []);
  });
});
