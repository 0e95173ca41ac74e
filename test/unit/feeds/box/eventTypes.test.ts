import assert from 'node:assert/strict';
import { EVENT_TYPES, HEADINGS } from '../../../../src/feeds/box/eventTypes.ts';
import { anna, decode, enterprise } from './fixtures.ts';
import { VENDOR_TYPES } from './vendorTypes.ts';

/** Text that would betray a fact that was not there. */
const HOLES =
  /undefined|null|NaN|\[object|[{}[\]|]|\(\)|“”|\s{2}|\s$|^\s|: *$|,\s*$|\b(?:of|to|by|from|for|on) (?:·|$)/;

describe('The table of Box event types', () => {
  it('has every type that Box names, and no other', () => {
    assert.equal(VENDOR_TYPES.length, 209);
    assert.deepEqual([...EVENT_TYPES.keys()].sort(), [...VENDOR_TYPES].sort());
  });

  it('sorts them under few headings', () => {
    assert.ok(HEADINGS.length <= 14);
    assert.deepEqual(new Set([...EVENT_TYPES.values()].map(({ heading }) => heading)), new Set(HEADINGS));
  });

  for (const type of VENDOR_TYPES) {
    it(`says ${type} in words, with and without names`, () => {
      const full = decode(
        enterprise(type, {
          accessible_by: { ...anna, id: '5', name: 'Zoe', login: 'zoe@hafen.example' },
          ip_address: '203.0.113.7',
          additional_details: { role: 'Editor', group_id: '1', group_name: 'Crew', service_name: 'Box Drive' },
        }),
      );
      const named = decode(enterprise(type, { source: { id: '4' }, created_by: { id: '31401' } }));
      const bare = decode({ event_type: type, event_id: 'x' });
      const empty = decode(
        enterprise(type, {
          source: { item_type: 'file', item_id: '', item_name: '', parent: { type: 'folder', id: '', name: '' } },
          created_by: { type: 'user', id: '', name: '', login: '' },
          additional_details: { role: '', service_name: '', shield_alert: {} },
        }),
      );
      for (const event of [full, named, bare, empty]) {
        assert.ok(HEADINGS.includes(event.type));
        assert.equal(event.activity, type);
        assert.doesNotMatch(event.summary, HOLES);
        assert.notEqual(event.summary, type);
        if (type !== 'SHIELD_ALERT') assert.ok(event.severity >= 1 && event.severity <= 4, `${event.severity}`);
      }
      assert.ok(full.summary.endsWith(' · 203.0.113.7'), full.summary);
      assert.doesNotMatch(bare.summary, /·/);
    });
  }

  it('keeps a type that is not in it under its own name, without a severity', () => {
    const event = decode(enterprise('QUANTUM_LEAP_STARTED', { ip_address: '2001:db8::7' }));
    assert.equal(event.type, 'QUANTUM_LEAP_STARTED');
    assert.equal(event.activity, 'QUANTUM_LEAP_STARTED');
    assert.equal(event.severity, 0);
    assert.equal(event.summary, 'Quantum leap started: Q3.xlsx, by Anna Kern · 2001:db8::7');
    assert.equal(decode({ event_id: 'x', event_type: 'LEAP' }).summary, 'Leap');
    assert.equal(decode({ event_id: 'x' }).type, 'UNKNOWN');
  });
});
