import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { inspect } from 'node:util';
import { Emitter } from '../../../src/base/emitter.ts';
import { AccessResolver } from '../../../src/connection/access.ts';
import { Connections } from '../../../src/connection/connections.ts';
import type { BoundCredential } from '../../../src/connection/contract.ts';
import { VENDORS } from '../../../src/feeds/registry.ts';
import type { ConnectionConfig } from '../../../src/model/connection.ts';
import type { EventStore } from '../../../src/store/contract.ts';
import { ENTERPRISE } from '../../support/boxReader.ts';
import { type BoxAnswer, type BoxAsked, BoxServer, boxEvent, page } from '../../support/boxServer.ts';
import { recordingLogger } from '../../support/logger.ts';
import { ManualClock } from '../../support/manualClock.ts';
import { until } from '../../support/until.ts';
import { Fixture } from '../store/fixture.ts';

const CLIENT_SECRET = 'canary-client-secret-8c1d';
const PASSPHRASE = 'canary-passphrase-77aa';
const STATUSES = [400, 401, 403, 429, 500];

/** The ways of signing in whose credential has more than one secret, with a vendor that says all of them back. */
describe('The canary rule: what a person signs in with appears nowhere', () => {
  let fixture: Fixture;
  let store: EventStore;
  let box: BoxServer;
  let log: ReturnType<typeof recordingLogger>;
  let count = 0;
  let refreshed = 0;
  /** Every secret so far: of the credential, and what was made of it or given for it. */
  let secrets: Set<string>;
  /** Those that the server was sent, or gave, for the connection that runs. */
  let known: Set<string>;

  before(async () => {
    fixture = await Fixture.create();
    store = await fixture.open();
  });
  after(() => fixture.dispose());
  beforeEach(async () => {
    box = await BoxServer.start();
    log = recordingLogger();
    secrets = new Set([CLIENT_SECRET]);
    known = new Set();
    box.onToken = given;
  });
  afterEach(() => box.close());

  const given = (asked: BoxAsked): BoxAnswer => {
    hear(asked);
    const number = ++refreshed;
    const tokens = { access_token: `canary-access-${number}-91e4`, refresh_token: `canary-refresh-${number}-0b7a` };
    const isRefresh = asked.form.get('grant_type') === 'refresh_token';
    learn(tokens.access_token, ...(isRefresh ? [tokens.refresh_token] : []));
    return {
      body: JSON.stringify({
        ...(isRefresh ? tokens : { access_token: tokens.access_token }),
        expires_in: 3_600,
        token_type: 'bearer',
        restricted_to: [],
      }),
    };
  };
  const learn = (...told: readonly string[]) => {
    for (const secret of told) {
      secrets.add(secret);
      known.add(secret);
    }
  };
  /** The secrets that came with a request. */
  const hear = ({ form, authorization = '' }: BoxAsked) => {
    const parts = [form.get('assertion'), form.get('refresh_token'), authorization.replace(/^Bearer /, '')];
    const sent = parts.flatMap((secret) => secret || []);
    learn(...sent);
    return sent;
  };
  /** A refusal in all the words of the request, and with the client secret. */
  const echo =
    (status: number) =>
    (asked: BoxAsked): BoxAnswer => {
      const sent = hear(asked);
      const said = [CLIENT_SECRET, ...sent].join(' ');
      return {
        status,
        headers: { 'www-authenticate': `Bearer error="${sent.at(-1)}"` },
        body: JSON.stringify({
          error: said,
          error_description: `${said} ${asked.form}`,
          message: said,
          request_id: said,
        }),
      };
    };

  const browser = () => {
    const refreshToken = `canary-refresh-${++refreshed}-0b7a`;
    secrets.add(refreshToken);
    return JSON.stringify({ secret: CLIENT_SECRET, refreshToken });
  };
  const file = () => {
    const { privateKey } = generateKeyPairSync('rsa', {
      modulusLength: 2048,
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: PASSPHRASE },
    });
    secrets.add(PASSPHRASE);
    for (const line of privateKey.split('\n').slice(1, 4)) secrets.add(line);
    const appAuth = { publicKeyID: 'k1', privateKey, passphrase: PASSPHRASE };
    const boxAppSettings = { clientID: 'cl1', clientSecret: CLIENT_SECRET, appAuth };
    return JSON.stringify({ boxAppSettings, enterpriseID: '42' });
  };

  const ways: readonly (readonly [string, ConnectionConfig['options'], () => string])[] = [
    ['oauth', { ...ENTERPRISE, auth: 'oauth' }, browser],
    ['jwt', { ...ENTERPRISE, auth: 'jwt' }, file],
  ];

  /** Runs a connection until `reached`, tests it, and returns all that could be printed of it. */
  const run = async (
    options: ConnectionConfig['options'],
    secret: string,
    reached: (status: ReturnType<Connections['list']>[number]) => boolean,
  ) => {
    const config: ConnectionConfig = {
      ...{ id: `c${++count}`, name: 'C', system: 'box', endpoint: box.origin },
      ...(options && { options }),
    };
    known = new Set([CLIENT_SECRET]);
    let stored: BoundCredential = { origin: box.origin, secret };
    const credentials = { get: async () => stored, onDidChange: new Emitter<string>().event };
    const keeper = {
      mayRenew: () => true,
      store: async (_id: string, credential: BoundCredential) => {
        stored = credential;
      },
    };
    const clock = new ManualClock();
    const access = new AccessResolver(credentials, () => Promise.reject(new Error('no demo here')), keeper);
    const connections = new Connections({
      ...{ store, access, fetch, clock, log, random: () => 0, initialHistory: () => 3_600_000, credentials },
      configs: { list: () => [config], onDidChange: new Emitter<void>().event },
      vendors: VENDORS,
      windowAnswers: () => Promise.resolve(),
    });
    const print = (value: unknown) => inspect(value, { depth: 10, showHidden: true });
    try {
      await connections.start({ resume: false, connect: [config.id] });
      await until(() => connections.list().every(reached), `it got there: ${JSON.stringify(connections.list())}`);
      await clock.advance(5_000); // So that other windows are told.
      await until(async () => (await store.published()).has(config.id), 'it is published');
      const { signal } = new AbortController();
      const error = await connections.test(config, undefined, signal).catch((failure: unknown) => failure);
      const told = [connections, connections.list(), await store.published(), await store.gaps(config.id), config];
      return [...told.map(print), print(error), error instanceof Error ? print(error.cause) : ''];
    } finally {
      await connections.close();
      await store.setWanted(config.id, false);
    }
  };

  const failed = ({ state }: { readonly state: { readonly kind: string } }) =>
    state.kind === 'waiting' || state.kind === 'refused';

  /** The files as they lie on the disk. Read by another process: opening them in this one would drop the store's locks. */
  const onDisk = (): string => {
    const script = `for (const f of require('node:fs').readdirSync(process.argv[1], { recursive: true, withFileTypes: true }))
      if (f.isFile()) process.stdout.write(require('node:fs').readFileSync(require('node:path').join(f.parentPath, f.name)).toString('latin1'));`;
    return execFileSync(process.execPath, ['-e', script, fixture.directory], { encoding: 'utf8', maxBuffer: 2 ** 28 });
  };
  const mustLack = (texts: readonly string[]) => {
    for (const secret of secrets) {
      for (const form of [secret, encodeURIComponent(secret), secret.slice(0, -5)]) {
        const found = texts.find((text) => text.includes(form));
        if (found === undefined) continue;
        const at = found.indexOf(form);
        assert.fail(`"${form}" is in: …${found.slice(Math.max(0, at - 200), at + 100)}…`);
      }
    }
  };

  for (const [auth, options, credential] of ways) {
    it(`${auth}: when the token endpoint refuses and says everything back`, async () => {
      for (const status of STATUSES) {
        box.onToken = echo(status);
        mustLack(await run(options, credential(), failed));
        mustLack([...log.lines, onDisk()]);
      }
      assert.ok(box.tokens.length >= STATUSES.length);
    });

    it(`${auth}: when the events are refused and everything is said back`, async () => {
      for (const status of STATUSES) {
        box.onPage = echo(status);
        mustLack(await run(options, credential(), failed));
        mustLack([...log.lines, onDisk()]);
      }
      assert.ok(box.pages.length >= STATUSES.length);
    });

    it(`${auth}: when all goes well and the events say everything back`, async () => {
      box.onPage = (asked) => {
        hear(asked);
        const event = {
          ...boxEvent(`${auth}-event`),
          note: [...known].join(' '),
          source: { item_name: [...known].at(-1) },
        };
        return asked.query.get('stream_position') === 'p' ? page([], '"p"') : page([event], '"p"');
      };
      mustLack(await run(options, credential(), ({ evidence }) => evidence.stored > 0));
      mustLack([...log.lines, onDisk()]);
    });
  }
});
