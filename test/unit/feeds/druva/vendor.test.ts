import assert from 'node:assert/strict';
import { pollInterval } from '../../../../src/feeds/druva/options.ts';
import { druva } from '../../../../src/feeds/druva/vendor.ts';
import { VENDORS } from '../../../../src/feeds/registry.ts';
import { parseEndpoint } from '../../../../src/net/endpoint.ts';
import { DEMOS } from '../../../../src/ui/commands/demos.ts';
import { decodeConnections } from '../../../../src/ui/settings/decodeConnections.ts';
import { DruvaReader } from '../../../support/druvaReader.ts';

describe('Druva as a vendor', () => {
  const streams = (options: Record<string, string>) => {
    const { context } = new DruvaReader({ origin: 'https://druva.example', hanging: 0 }, { options });
    return [...druva.open(context).keys()];
  };

  it('is one of those that can be chosen, in the settings too', () => {
    assert.equal(VENDORS.get('druva'), druva);
    const entry = {
      id: 'd',
      name: 'D',
      system: 'druva',
      endpoint: 'https://apis.druva.com',
      options: { clientId: 'x' },
    };
    assert.deepEqual(decodeConnections([entry]), { configs: [entry], problems: [] });
  });

  it('has two clouds to choose from, the usual one first', () => {
    const urls = druva.endpoints?.map(({ url }) => url) ?? [];
    assert.deepEqual(urls, ['https://apis.druva.com', 'https://govcloudapis.druva.com']);
    assert.equal(urls[0], druva.defaultEndpoint);
    for (const url of urls) assert.deepEqual(parseEndpoint(url), { endpoint: url, origin: url });
  });

  it('opens the streams that are chosen, under names that do not change with their number', () => {
    assert.deepEqual(streams({}), ['insync']);
    assert.deepEqual(streams({ streams: 'insync+platform' }), ['insync', 'platform']);
    assert.deepEqual(streams({ streams: 'insync+realize' }), ['insync', 'cyber-resilience']);
    assert.deepEqual(streams({ streams: 'all' }), ['insync', 'platform', 'cyber-resilience']);
    const labels = streams({ streams: 'all' }).map((stream) => druva.streamLabel?.(stream));
    assert.deepEqual(labels, ['inSync', 'Druva platform', 'Cyber Resilience']);
  });

  it('offers every choice that it understands, and no other', () => {
    const choices = (id: string) =>
      druva.questions.find((question) => question.id === id)?.choices?.map(({ value }) => value);
    assert.deepEqual(
      choices('streams')?.map((value) => streams({ streams: value }).length),
      [1, 2, 2, 3],
    );
    assert.deepEqual(
      choices('start')?.map((start) => druva.initialHistory?.({ start })),
      [3_600_000, 0, Number.POSITIVE_INFINITY],
    );
    assert.equal(druva.initialHistory?.({}), undefined, 'the setting counts');
  });

  it('asks for another credential with another client ID only', () => {
    const concerned = druva.questions.filter(({ concernsCredential }) => concernsCredential).map(({ id }) => id);
    assert.deepEqual(concerned, ['clientId']);
    assert.deepEqual(druva.credentialParts({}), [{ id: 'secret', kind: 'line', label: 'secret key' }]);
  });

  it('takes a client ID and minutes that can be used', () => {
    const problem = (id: string, text: string) =>
      druva.questions.find((question) => question.id === id)?.problem?.(text);
    for (const text of ['', 'a b', 'a:b', 'ä']) assert.match(problem('clientId', text) ?? '', /client ID/, text);
    assert.equal(problem('clientId', 'Ab+/=1'), undefined);
    for (const text of ['', '1', '5', '1440']) assert.equal(problem('pollMinutes', text), undefined, text);
    for (const text of ['0', '1441', '-1', '1.5', 'x'])
      assert.match(problem('pollMinutes', text) ?? '', /1 to 1440/, text);
  });

  it('is asked every five minutes, never more often than once a minute, but for its own simulator', () => {
    const every = (pollMinutes?: string, demo = false) =>
      pollInterval({
        id: 'd',
        name: 'D',
        system: 'druva',
        demo,
        ...(pollMinutes !== undefined && { options: { pollMinutes } }),
      });
    assert.deepEqual(
      [every(), every(''), every('x'), every('0'), every('7'), every('99999')],
      [300_000, 300_000, 300_000, 60_000, 420_000, 86_400_000],
    );
    assert.equal(every('5', true), 10_000);
  });

  it('has a demo whose settings it takes', () => {
    const demo = DEMOS.find(({ system }) => system === 'druva');
    assert.equal(demo?.id, 'demo-druva');
    for (const { id, choices, problem } of druva.questions) {
      const answer = demo?.options?.[id] ?? '';
      assert.ok(choices ? choices.some(({ value }) => value === answer) : problem?.(answer) === undefined, id);
    }
  });
});
