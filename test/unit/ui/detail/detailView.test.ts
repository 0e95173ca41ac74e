import assert from 'node:assert/strict';
import type { Vendor } from '../../../../src/feeds/feed.ts';
import type { SecurityEvent } from '../../../../src/model/event.ts';
import { changesView } from '../../../../src/ui/detail/changesView.ts';
import { type DetailSources, detailView } from '../../../../src/ui/detail/detailView.ts';
import { jsonText } from '../../../../src/ui/detail/jsonText.ts';
import { decodeViewMessage } from '../../../../src/ui/detail/viewMessage.ts';
import { english } from '../../../../src/ui/localizer.ts';
import type { EventLink } from '../../../../src/webview/protocol.ts';

function event(id: string, time: number, raw: string, more: Partial<SecurityEvent> = {}): SecurityEvent {
  return {
    seq: time,
    connection: 'c',
    stream: 's',
    id,
    time,
    receivedTime: time + 1,
    type: 'Threat',
    activity: 'UPDATED',
    severity: 4,
    summary: `Event ${id}`,
    subject: { kind: 'threat', id: 't' },
    changes: [],
    raw,
    ...more,
  };
}

/** States are the flat objects that the raw texts hold; an array has none. */
const vendor: Pick<Vendor, 'stateOf' | 'detailsOf'> = {
  stateOf: (raw) =>
    typeof raw === 'object' && raw !== null && !Array.isArray(raw)
      ? new Map(Object.entries(raw).map(([name, value]) => [name, String(value)]))
      : undefined,
  detailsOf: (raw) => (Array.isArray(raw) ? [{ name: 'items', value: String(raw.length) }] : undefined),
};

function sources(events: readonly SecurityEvent[]): DetailSources {
  const find = (id: string) => events.find((each) => each.id === id);
  const before = (id: string) =>
    events.filter((each) => each.time < (find(id)?.time ?? 0)).sort((a, b) => b.time - a.time);
  return {
    store: {
      event: async (_, id) => find(id),
      document: async (_, id) => {
        const raw = find(id)?.raw;
        return raw === undefined ? undefined : { text: raw, formatted: false, bytes: raw.length };
      },
      previous: async (_, id) => before(id)[0],
      related: async (_, id, by) => (by === 'subject' ? before(id) : []),
      directory: async (_, kind, id) =>
        kind === 'device' ? { kind, id, name: 'Known name', email: 'a@example.com' } : undefined,
    },
    vendorOf: () => vendor,
    connectionName: () => 'Demo',
    l10n: english,
  };
}

describe('changesView', () => {
  const link = (from: SecurityEvent): EventLink => ({
    connection: 'c',
    id: from.id,
    time: from.time,
    severity: 4,
    severityName: 'High',
    summary: '',
  });
  const view = (events: readonly SecurityEvent[], id: string) => {
    const { store, vendorOf } = sources(events);
    const found = events.find((each) => each.id === id);
    assert.ok(found);
    return changesView(store, vendorOf('c'), found, link);
  };
  const open = event('1', 1, '{"status":"OPEN"}');
  const resolved = event('2', 2, '{"status":"RESOLVED"}');

  it('shows what the vendor sent, and beside it what else changed', async () => {
    const changes = [{ name: 'x', to: '1' }];
    const sent = event('2', 2, '{"status":"RESOLVED"}', { changes });
    const also = { kind: 'computed', changes: [{ name: 'status', from: 'OPEN', to: 'RESOLVED' }], against: link(open) };
    assert.deepEqual(await view([open, sent], '2'), { kind: 'sent', changes, also });
    assert.deepEqual(await view([sent], '2'), { kind: 'sent', changes });
  });

  it('keeps numbers as they were sent', async () => {
    const before = event('1', 1, '{"big":9007199254740993,"same":1.0}');
    const after = event('2', 2, '{"big":9007199254740995,"same":1.0}');
    const computed = await view([before, after], '2');
    assert.deepEqual(computed.kind === 'computed' && computed.changes, [
      { name: 'big', from: '9007199254740993', to: '9007199254740995' },
    ]);
  });

  it('computes against the previous event of the subject', async () => {
    assert.deepEqual(await view([open, resolved], '2'), {
      kind: 'computed',
      changes: [{ name: 'status', from: 'OPEN', to: 'RESOLVED' }],
      against: link(open),
    });
  });

  it('passes over events that tell no state', async () => {
    const mute = event('mute', 1.5, '[]');
    const broken = event('broken', 1.6, '{');
    const computed = await view([open, mute, broken, resolved], '2');
    assert.equal(computed.kind === 'computed' && computed.against.id, '1');
  });

  it('says when nothing earlier is stored, and when there is no state at all', async () => {
    assert.deepEqual(await view([resolved], '2'), { kind: 'noEarlier' });
    assert.deepEqual(await view([open, event('2', 2, '[]')], '2'), { kind: 'none' });
    assert.deepEqual(await view([open, event('2', 2, 'no json')], '2'), { kind: 'none' });
  });

  it('does not parse what is huge', async () => {
    const huge = event('2', 2, JSON.stringify({ status: 'x'.repeat(2 * 1024 * 1024) }));
    assert.deepEqual(await view([open, huge], '2'), { kind: 'none' });
  });
});

describe('detailView', () => {
  it('is all that the view shows, with names from the directory', async () => {
    const device = { kind: 'device', id: 'd' };
    const own = { kind: 'device', id: 'd', name: 'Own name' };
    const events = [
      event('1', 1, '{"a":1}'),
      event('2', 2, '{"a":2}', { actor: device, target: own, status: 'open', vendorSeverity: 'HIGH' }),
    ];
    const detail = await detailView(sources(events), { connection: 'c', id: '2' });
    assert.deepEqual(detail?.actor, { kind: 'Device', id: 'd', name: 'Known name', email: 'a@example.com' });
    assert.deepEqual(detail?.target, { kind: 'Device', id: 'd', name: 'Own name', email: 'a@example.com' });
    assert.deepEqual(detail?.subject, { kind: 'Threat', id: 't' });
    assert.equal(detail?.hasPrevious, true);
    assert.equal(detail?.severityName, 'High');
    assert.equal(detail?.connectionName, 'Demo');
    assert.deepEqual(
      detail?.sameSubject.map(({ id }) => id),
      ['1'],
    );
    assert.deepEqual(detail?.json, { text: '{"a":2}', cut: false, bytes: 7 });
    assert.equal(detail?.details, undefined);
    const packed = await detailView(sources([event('3', 3, '[1,2]')]), { connection: 'c', id: '3' });
    assert.deepEqual(packed?.details, { rows: [{ name: 'items', value: '2' }], more: 0 });
  });

  it('is nothing for an event that is not stored', async () => {
    assert.equal(await detailView(sources([]), { connection: 'c', id: 'x' }), undefined);
  });
});

describe('jsonText', () => {
  const of = (text: string, limit: number) => jsonText({ text, formatted: true, bytes: 99 }, limit);

  it('is whole up to the limit, then cut at the end of a line', () => {
    assert.deepEqual(of('12345', 5), { text: '12345', cut: false, bytes: 99 });
    assert.deepEqual(of('ab\ncd\nef', 6), { text: 'ab\ncd', cut: true, bytes: 99 });
  });

  it('cuts a single line, but no character in two', () => {
    assert.equal(of('abcdef', 3).text, 'abc');
    assert.equal(of('ab😀cd', 3).text, 'ab');
    assert.equal(of('ab😀cd', 4).text, 'ab😀');
  });
});

describe('decodeViewMessage', () => {
  it('takes what the protocol has and nothing else', () => {
    assert.deepEqual(decodeViewMessage({ kind: 'copy', text: 'x', more: 1 }), { kind: 'copy', text: 'x' });
    assert.deepEqual(decodeViewMessage({ kind: 'open', connection: 'c', id: '1' }), {
      kind: 'open',
      connection: 'c',
      id: '1',
    });
    assert.deepEqual(decodeViewMessage({ kind: 'ready' }), { kind: 'ready' });
    for (const value of [
      undefined,
      null,
      'ready',
      {},
      { kind: 'copy' },
      { kind: 'open', connection: 'c' },
      { kind: 'run' },
    ]) {
      assert.equal(decodeViewMessage(value), undefined);
    }
  });
});
