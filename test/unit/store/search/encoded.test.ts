import assert from 'node:assert/strict';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { encoderOf } from '../../../../src/export/encoder.ts';
import { FORMATS, type Form, type Format } from '../../../../src/export/form.ts';
import type { DecodedEvent } from '../../../../src/model/event.ts';
import type { EventView } from '../../../../src/store/search/contract.ts';
import { transferred } from '../../../../src/store/transfer.ts';
import { event, Fixture, NOW, request } from '../fixture.ts';
import { stored } from './until.ts';

const person = (id: string, name: string) => ({ kind: 'device', id, name });

function various(index: number): Partial<DecodedEvent> {
  return {
    time: NOW + index,
    severity: index % 3 === 0 ? 5 : 2,
    type: index % 5 === 0 ? 'Audit' : 'Threat',
    activity: ['CREATED', 'UPDATED'][index % 2] ?? '',
    ...(index % 2 === 0 && { status: 'open', vendorSeverity: 'HIGH' }),
    ...(index % 3 !== 0 && { actor: { kind: 'admin', name: `Ann ${index % 4}` } }),
    ...(index % 4 !== 0 && { target: person(`d${index % 7}`, `Phone ${index % 7} "é"`) }),
    ...(index % 6 === 0 && { subject: { kind: 'threat', id: `t${index}` } }),
    ...(index % 8 === 0 && { link: `https://example.com/${index}`, changes: [{ name: 'a', from: 'x', to: '=y;z' }] }),
    raw: index === 5 ? '{\n"id":"e5"}' : `{"id":"e${index}","text":"\u2028 é"}`,
  };
}

describe('store: events of a view as a file has them', function () {
  this.timeout(60_000);
  let fixture: Fixture;
  beforeEach(async () => {
    fixture = await Fixture.create();
  });
  afterEach(() => fixture.dispose());

  const form = (format: Format): Form => ({
    format,
    origins: new Map([['acme', { name: 'Acme', system: 'lookout' }]]),
  });
  /** All of it, portion by portion. */
  async function written(view: EventView, format: Format) {
    let text = '';
    let events = 0;
    let removed = 0;
    let portions = 0;
    for (let from = 0; from < view.state.total; portions++) {
      const page = await view.encoded(from, 5_000, form(format));
      assert.ok(page.next > from);
      text += Buffer.from(page.bytes).toString();
      events += page.events;
      removed += page.removed;
      from = page.next;
    }
    return { text, events, removed, portions };
  }

  it('are to the character what each event is, written by itself', async () => {
    const store = await fixture.open();
    const learned = [{ kind: 'device', id: 'd1', name: 'Phone', email: 'ann@example.com' }];
    const events = Array.from({ length: 1_200 }, (_, index) => event(`e${index}`, various(index)));
    await store.commit(request([...events, event('teller', { time: NOW - 1, learned })]));
    const view = await store.search.open({ kind: 'all' });
    const whole = await stored(store);
    assert.equal(whole.length, 1_201);
    assert.ok(whole.some(({ owner }) => owner === 'ann@example.com'));
    for (const format of FORMATS) {
      const encoder = encoderOf(form(format));
      const { text, ...counts } = await written(view, format);
      assert.equal(counts.events, 1_201);
      assert.equal(text, whole.map((each) => encoder.between + encoder.event(each)).join(''), format);
    }
  });

  it('tell of what things are called now, when numbers were given again', async () => {
    const store = await fixture.open();
    await store.commit(request([event('old', { type: 'Old', target: person('a', 'Was') })]));
    await store.commit(request([event('stays', { type: 'Other', time: NOW - 1 })], { connection: 'other' }));
    const view = await store.search.open({ kind: 'all' });
    assert.match((await written(view, 'csv')).text, /"Was"/);
    await store.forget('acme');
    assert.deepEqual({ ...(await written(view, 'csv')), text: '' }, { text: '', events: 1, removed: 1, portions: 1 });
    await store.commit(request([event('new', { type: 'New', target: person('b', 'Is') })], { connection: 'third' }));
    await view.refresh();
    const { text, events } = await written(view, 'csv');
    assert.equal(events, 2);
    assert.match(text, /"Is"/);
    assert.doesNotMatch(text, /"Was"/);
  });

  it('come in small portions where the texts are huge, and one by one where they are larger still', async () => {
    const store = await fixture.open();
    const sizes = [10, 3_000_000, 3_000_000, 3_000_000, 9_000_000, 10, 10];
    for (const [index, size] of sizes.entries())
      await store.commit(
        request([event(`e${index}`, { time: NOW - index, raw: `{"id":"e${index}","x":"${'x'.repeat(size)}"}` })]),
      );
    const view = await store.search.open({ kind: 'all' });
    for (const format of ['ndjson', 'json'] as const) {
      const { text, events, removed, portions } = await written(view, format);
      assert.deepEqual([events, removed], [7, 0]);
      assert.ok(portions >= 2 && portions <= 4, `${portions} portions`);
      assert.ok(text.length > 18_000_000);
    }
    const { events, next } = await view.encoded(1, 5_000, form('ndjson'));
    assert.equal(next, 1 + events);
    assert.ok(events <= 4);
  });

  it('are in order where small ones stand behind a large one that has no room', async () => {
    const store = await fixture.open();
    const sizes = Array.from({ length: 900 }, (_, index) => (index % 300 < 3 ? 1_900_000 : 10));
    const raws = sizes.map((size, index) => `{"id":"e${index}","x":"${'x'.repeat(size)}"}`);
    await store.commit(request(raws.map((raw, index) => event(`e${index}`, { time: NOW - index, raw }))));
    const view = await store.search.open({ kind: 'all' });
    const { text, portions } = await written(view, 'ndjson');
    assert.ok(text === raws.map((raw) => `${raw}\n`).join(''));
    assert.ok(portions > 2, `${portions} portions`);
  });

  it('leave out what was cleared, though it is not gone yet', async () => {
    const store = await fixture.open();
    await store.commit(request([event('kept', { type: 'Kept' }), event('cleared', { type: 'Cleared' })]));
    const view = await store.search.open({ kind: 'all' });
    const db = new DatabaseSync(join(fixture.directory, 'events.db'));
    db.exec("UPDATE leaf SET dead = 1 WHERE type = 'Cleared'");
    db.close();
    const { text, events, removed } = await written(view, 'ndjson');
    assert.deepEqual([events, removed], [1, 1]);
    assert.match(text, /kept/);
  });

  it('change hands without a copy, unless others have a part of the same memory', () => {
    const own = new Uint8Array(8);
    assert.deepEqual(transferred({ t: 's', r: { bytes: own } }), [own.buffer]);
    assert.deepEqual(transferred({ t: 's', r: { bytes: own.subarray(1) } }), []);
    for (const message of [undefined, 7, {}, { r: null }, { r: { bytes: 'x' } }, { r: { bytes: new Uint8Array() } }])
      assert.deepEqual(transferred(message), []);
  });
});
