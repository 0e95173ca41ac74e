import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { inspect } from 'node:util';
import { Emitter } from '../../../src/base/emitter.ts';
import { AccessResolver } from '../../../src/connection/access.ts';
import { Connection } from '../../../src/connection/connection.ts';
import { Connections } from '../../../src/connection/connections.ts';
import type { FeedContext } from '../../../src/feeds/feed.ts';
import { lookoutTokens } from '../../../src/feeds/lookout/token.ts';
import { VENDORS } from '../../../src/feeds/registry.ts';
import type { ConnectionConfig } from '../../../src/model/connection.ts';
import type { EventStore } from '../../../src/store/contract.ts';
import { diagnosticsText } from '../../../src/ui/connections/diagnostics.ts';
import { quarantineDocument } from '../../../src/ui/connections/troubleText.ts';
import { logLine } from '../../../src/ui/text/logLine.ts';
import { ENTERPRISE, USER } from '../../support/boxReader.ts';
import { BoxServer, boxEvent, page, servers, token } from '../../support/boxServer.ts';
import { DruvaServer, druvaEvent, page as druvaPage, token as druvaToken } from '../../support/druvaServer.ts';
import { recordingLogger } from '../../support/logger.ts';
import { type Answer, answer, giveToken, LookoutServer, startStream } from '../../support/lookoutServer.ts';
import { ManualClock } from '../../support/manualClock.ts';
import { until } from '../../support/until.ts';
import { Fixture } from '../store/fixture.ts';

/** Ours: these are nowhere, whatever a server does with them. */
const KEY = 'canary+application/key=7c1f';
const TOKEN = 'canary-access-token-91e4';
/** Another's, in what a server says about a failure: recognised by shape. */
const PLANTED = {
  jwt: 'eyJhbGciOiJIUzI1NiJ9.eyJwbGFudGVkIjoxfQ.c2lnbmF0dXJlLXBsYW50ZWQ',
  bearer: 'planted-bearer-5d2e',
  parameter: 'planted-parameter-0b7a',
  member: 'planted-member-44fd',
  hex: '5ca1ab1e5ca1ab1e5ca1ab1e5ca1ab1e',
  base64: 'cGxhbnRlZFNlY3JldFBsYW50ZWRTZWNyZXRQbGFudGVkU2VjcmV0MQ==',
};
const SPOKEN = `Bearer ${PLANTED.bearer}; ${PLANTED.jwt} ?access_token=${PLANTED.parameter}&x=1 ${PLANTED.hex} ${PLANTED.base64} key ${KEY}, token ${TOKEN}, ${encodeURIComponent(KEY)}`;
const BODIES = {
  JSON: [
    'application/json',
    JSON.stringify({ error: TOKEN, 'request-id': TOKEN, error_description: SPOKEN, client_secret: PLANTED.member }),
  ],
  'JSON with the key as words': [
    'application/json',
    JSON.stringify({ error: KEY, request_id: PLANTED.jwt, x: SPOKEN }),
  ],
  HTML: ['text/html', `<html><p>${SPOKEN}</p></html>`],
  'a text cut within the key': ['text/plain', `sorry, ${KEY.slice(0, -5)}`],
} as const;

describe('The canary rule: a secret appears nowhere', () => {
  let server: LookoutServer;
  let fixture: Fixture;
  let store: EventStore;
  let log: ReturnType<typeof recordingLogger>;
  const unhandled: unknown[] = [];
  const onUnhandled = (reason: unknown) => void unhandled.push(reason);
  /** A token that no endpoint gave out is none that anybody could know. */
  let ours: readonly string[];
  let count = 0;

  before(async () => {
    server = await LookoutServer.start();
    fixture = await Fixture.create();
    store = await fixture.open();
    process.on('unhandledRejection', onUnhandled);
  });
  after(async () => {
    process.off('unhandledRejection', onUnhandled);
    await server.close();
    await fixture.dispose();
  });
  beforeEach(() => {
    server.onToken = giveToken(TOKEN);
    server.onStream = (response) => startStream(response);
    log = recordingLogger();
    ours = [KEY, TOKEN];
  });
  afterEach(() => {
    mustLack([onDisk()], ours);
    assert.deepEqual(unhandled, []);
  });

  /** Everything that a log, a crash report, a view or another window could print of it. */
  const printed = (value: unknown): string[] => [
    String(value),
    inspect(value, { depth: 10, showHidden: true }),
    JSON.stringify(value) ?? '',
    ...(value instanceof Error
      ? [value.message, value.stack ?? '', inspect(value.cause, { depth: 10, showHidden: true })]
      : []),
  ];
  /** The files as they lie on the disk. Read by another process: opening them in this one would drop the store's locks. */
  const onDisk = (): string => {
    const script = `for (const f of require('node:fs').readdirSync(process.argv[1], { recursive: true, withFileTypes: true }))
      if (f.isFile()) process.stdout.write(require('node:fs').readFileSync(require('node:path').join(f.parentPath, f.name)).toString('latin1'));`;
    return execFileSync(process.execPath, ['-e', script, fixture.directory], { encoding: 'utf8', maxBuffer: 2 ** 28 });
  };
  const mustLack = (texts: readonly string[], secrets: readonly string[]) => {
    for (const secret of secrets) {
      for (const form of [
        secret,
        encodeURIComponent(secret),
        JSON.stringify(secret).slice(1, -1),
        secret.slice(0, -5),
      ]) {
        const found = texts.find((text) => text.includes(form));
        if (found === undefined) continue;
        const at = found.indexOf(form);
        assert.fail(`"${form}" is in: …${found.slice(Math.max(0, at - 300), at + 100)}…`);
      }
    }
  };

  /** Runs a connection from credential to store until `reached`, then looks everywhere. */
  const run = async (
    reached: (status: ReturnType<Connections['list']>[number]) => boolean,
    kind: Pick<ConnectionConfig, 'system' | 'endpoint' | 'options'> = { system: 'lookout', endpoint: server.origin },
  ) => {
    const config: ConnectionConfig = { id: `c${++count}`, name: 'C', ...kind };
    const credentials = {
      get: async () => ({ origin: kind.endpoint ?? '', secret: KEY }),
      onDidChange: new Emitter<string>().event,
    };
    const clock = new ManualClock();
    const access = new AccessResolver(credentials, () => Promise.reject(new Error('no demo here')));
    const shared = { store, access, fetch, clock, log, random: () => 0, initialHistory: () => 3_600_000 };
    const connections = new Connections({
      ...shared,
      configs: { list: () => [config], onDidChange: new Emitter<void>().event },
      credentials,
      vendors: VENDORS,
      windowAnswers: () => Promise.resolve(),
    });
    const texts: string[] = [];
    try {
      await connections.start({ resume: false, connect: [config.id] });
      await until(() => connections.list().every(reached), `it got there: ${JSON.stringify(connections.list())}`);
      await clock.advance(5_000); // So that other windows are told.
      await until(async () => (await store.published()).has(config.id), 'it is published');
      const told = await store.published();
      const gaps = new Map([[config.id, await store.gaps(config.id)]]);
      const surroundings = { extension: '1', vscode: '1', platform: 'x', node: '24' };
      const quarantine = await store.quarantine(config.id, 100);
      texts.push(
        ...printed(connections),
        ...printed(connections.list()),
        ...printed([...told]),
        diagnosticsText(connections.list(), gaps, surroundings, clock.now()),
        ...(config.system === 'lookout' ? await tried(config, connections) : []),
        ...printed(await connections.test(config, KEY, new AbortController().signal).catch((error: unknown) => error)),
        ...log.lines,
        ...log.lines.map(logLine),
      );
      mustLack(texts, [...ours, ...Object.values(PLANTED)]);
      mustLack([quarantineDocument(quarantine)], ours);
    } finally {
      await connections.close();
      await store.setWanted(config.id, false);
    }
    mustLack(log.lines, [...ours, ...Object.values(PLANTED)]);
    return { config, texts };
  };

  /** What a test of the connection throws, and the parts themselves. */
  const tried = async (config: ConnectionConfig, connections: Connections): Promise<string[]> => {
    const vendor = VENDORS.get('lookout');
    assert.ok(vendor);
    const clock = new ManualClock();
    const signal = new AbortController().signal;
    const context: FeedContext = { config, endpoint: server.origin, credential: KEY, fetch, clock, log };
    const credentials = {
      get: async () => ({ origin: server.origin, secret: KEY }),
      onDidChange: new Emitter<string>().event,
    };
    const resolver = new AccessResolver(credentials, () => Promise.reject(new Error('no demo here')));
    const access = await resolver.resolve(config);
    assert.ok(access.kind === 'access' && access.access.credential === KEY);
    const tokens = lookoutTokens(context);
    const failures = await Promise.all([
      connections.test(config, KEY, signal).catch((error: unknown) => error),
      tokens.get(signal).then(
        () => undefined,
        (error: unknown) => error,
      ),
    ]);
    const feeds = vendor.open(context);
    const deps = { store, access: resolver, fetch, clock, log, random: () => 0, initialHistory: () => 0 };
    const connection = new Connection(config, vendor, deps, () => undefined);
    await until(
      () => connection.status.state.kind !== 'connecting' || connection.status.evidence.lastByte !== undefined,
    );
    const texts = [...failures, resolver, access, tokens, [...feeds.values()], connection, connection.status].flatMap(
      printed,
    );
    await connection.stop();
    return texts;
  };

  const failed = ({ state }: { readonly state: { readonly kind: string } }) =>
    state.kind === 'waiting' || state.kind === 'refused';

  const hostile = (status: number, [type, body]: readonly [string, string]): Answer =>
    answer(
      status,
      {
        'content-type': type,
        'www-authenticate': `Bearer realm="${TOKEN}", error="${SPOKEN}"`,
        'request-id': TOKEN,
        'x-debug': SPOKEN,
        'retry-after': TOKEN,
      },
      body,
    );

  for (const [form, body] of Object.entries(BODIES)) {
    for (const part of ['onStream', 'onToken'] as const) {
      const where = part === 'onStream' ? 'the stream' : 'the token endpoint';
      it(`when ${where} refuses with ${form}`, async () => {
        if (part === 'onToken') ours = [KEY];
        for (const status of [400, 401, 403, 404, 418, 429, 500]) {
          server[part] = hostile(status, body);
          await run(failed);
        }
      });

      it(`when ${where} answers 200 with ${form}`, async () => {
        if (part === 'onToken') ours = [KEY];
        server[part] = hostile(200, body);
        await run(failed);
      });
    }
  }

  const oddities: readonly (readonly [string, Answer])[] = [
    [
      'a content type that holds it',
      answer(200, { 'content-type': `text/html; x=${TOKEN}; Bearer ${PLANTED.bearer}` }),
    ],
    [
      'a redirect to elsewhere with it',
      answer(302, { location: `https://evil.example/?access_token=${TOKEN}&k=${encodeURIComponent(KEY)}` }),
    ],
    ['a redirect with it as password', answer(302, { location: `//user:${TOKEN}@127.0.0.1/` })],
    ['a redirect to no URL', answer(302, { location: `http://[${TOKEN}` })],
    ['something that is not HTTP', (response) => response.socket?.end(`220 ${SPOKEN}\r\n\r\n`)],
    [
      'a header that is none',
      (response) => response.socket?.end(`HTTP/1.1 200 OK\r\n${TOKEN} ${PLANTED.bearer}\r\n\r\n`),
    ],
    [
      'a chunk that is none',
      (response) =>
        response.socket?.end(
          `HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\nz${SPOKEN}`,
        ),
    ],
    [
      'a compression that is none',
      (response) =>
        response.writeHead(200, { 'content-type': 'text/event-stream', 'content-encoding': 'gzip' }).end(SPOKEN),
    ],
    ['a cut', (response) => response.destroy()],
  ];
  for (const [what, odd] of oddities) {
    it(`when a server answers with ${what}`, async () => {
      server.onStream = odd;
      await run((view) => failed(view) || view.evidence.reconnects > 0);
      server.onToken = odd;
      await run(failed);
    });
  }

  it('when the token is one that no header can carry', async () => {
    for (const bad of [`${TOKEN}\n`, `${TOKEN} ${PLANTED.bearer}`, `${TOKEN}ключ`]) {
      server.onToken = giveToken(bad);
      await run(failed);
    }
  });

  it('when the token endpoint refuses a renewal with the token that ran before', async () => {
    const config: ConnectionConfig = { id: 'c', name: 'C', system: 'lookout' };
    const context = { config, endpoint: server.origin, credential: KEY, fetch, clock: new ManualClock(), log };
    const signal = new AbortController().signal;
    for (const body of Object.values(BODIES)) {
      const tokens = lookoutTokens(context);
      server.onToken = giveToken(TOKEN);
      tokens.invalidate(await tokens.get(signal));
      server.onToken = hostile(500, body);
      const error = await tokens.get(signal).catch((e: unknown) => e);
      assert.ok(error instanceof Error);
      mustLack(printed(error), [KEY, TOKEN, ...Object.values(PLANTED)]);
    }
  });

  it('when all goes well and the server sends our credential back in events, ids, and its own error', async () => {
    const event = (id: string) =>
      JSON.stringify({ id, type: 'AUDIT', actor: { type: KEY }, target: { guid: TOKEN }, note: SPOKEN });
    server.onStream = (response) =>
      startStream(
        response,
        [
          `event:error\ndata:${SPOKEN}\n\n`,
          `id:c1\nevent:events\ndata:{"events":[${event('good')},{"type":"${TOKEN}"},${KEY}]}\n\n`,
          `id:${TOKEN}\nevent:events\ndata:{"events":[${event('second')}]}\n\n`,
          `event:events\ndata:<p>${SPOKEN}\n\n`,
          `event:${TOKEN}\ndata:${SPOKEN}\n\n`,
        ].join(''),
      );
    const { config } = await run(({ evidence }) => evidence.stored === 2 && evidence.quarantined === 3);
    const kept = await store.event(config.id, 'good');
    assert.match(kept?.raw ?? '', /"target":\{"guid":"\[redacted\]"\}/);
    assert.equal((await store.cursor(config.id, 'events'))?.cursor, 'c1');
    assert.match(log.lines.join('\n'), /the credential of this connection back/);
  });

  describe('of a Box connection', () => {
    let box: BoxServer;

    beforeEach(async () => {
      box = await BoxServer.start();
      box.onToken = () => token(TOKEN);
    });
    afterEach(() => box.close());

    const kinds = () =>
      [ENTERPRISE, USER].map((options) => ({ system: 'box' as const, endpoint: box.origin, options }));

    for (const [form, [type, body]] of Object.entries(BODIES)) {
      it(`when a server answers with ${form}`, async () => {
        for (const kind of kinds()) {
          for (const status of [200, 400, 401, 403, 429, 500]) {
            const answer = {
              status,
              headers: { 'content-type': type, 'www-authenticate': `Bearer x="${TOKEN}"` },
              body,
            };
            box.onPage = () => answer;
            log = recordingLogger();
            // An object without events is an empty page.
            await run((view) => failed(view) || view.evidence.caughtUp, kind);
            ours = [KEY];
            log = recordingLogger();
            box.onToken = () => answer;
            await run(failed, kind);
            ours = [KEY, TOKEN];
            box.onToken = () => token(TOKEN);
          }
        }
      });
    }

    it('when it comes back in events, positions, and in the address of the long poll', async () => {
      const channel = 'canary-channel-5f2a';
      const events = [{ ...boxEvent('good'), note: KEY, source: { item_name: TOKEN } }, { odd: KEY }];
      box.onPage = ({ query }) =>
        query.get('stream_position') === 'p' ? page([], JSON.stringify(KEY)) : page(events, '"p"');
      box.onServers = () => servers({ url: `${box.origin}/realtime?channel=${channel}&key=${KEY}` });
      box.onPoll = () => 'cut';
      for (const kind of kinds()) {
        await run(({ evidence }) => evidence.stored > 0 && evidence.quarantined > 0, kind);
      }
      mustLack(log.lines, [channel]);
    });
  });

  describe('of a Druva connection', () => {
    let druva: DruvaServer;
    const BASIC = Buffer.from(`client-1:${KEY}`).toString('base64');
    const options = { clientId: 'client-1', streams: 'all' };

    beforeEach(async () => {
      druva = await DruvaServer.start();
      druva.onToken = () => druvaToken(TOKEN);
      ours = [KEY, TOKEN, BASIC];
    });
    afterEach(() => druva.close());

    const kind = () => ({ system: 'druva' as const, endpoint: druva.origin, options });

    for (const [form, [type, body]] of Object.entries(BODIES)) {
      it(`when a server answers with ${form}`, async () => {
        for (const status of [200, 400, 401, 403, 404, 429, 500, 501]) {
          const answer = {
            status,
            headers: { 'content-type': type, 'www-authenticate': `Basic ${BASIC}` },
            body,
          };
          druva.onPage = () => answer;
          log = recordingLogger();
          await run(failed, kind());
          ours = [KEY, BASIC];
          log = recordingLogger();
          druva.onToken = () => ({ ...answer, body: form === 'HTML' ? `${BASIC} ${body}` : body });
          await run(failed, kind());
          ours = [KEY, TOKEN, BASIC];
          druva.onToken = () => druvaToken(TOKEN);
        }
      });
    }

    it('when it comes back in events and trackers', async () => {
      const events = [{ ...druvaEvent(1), initiator: KEY, eventDetails: `Key:${TOKEN}` }, { odd: BASIC }];
      druva.onPage = () => druvaPage(events, KEY, false);
      const { config } = await run(({ evidence }) => evidence.stored > 0 && evidence.quarantined > 0, {
        ...kind(),
        options: { clientId: 'client-1', start: 'all' },
      });
      assert.equal(await store.cursor(config.id, 'insync'), undefined);
      assert.match((await store.event(config.id, '1'))?.raw ?? '', /"initiator":"\[redacted\]"/);
    });
  });
});
