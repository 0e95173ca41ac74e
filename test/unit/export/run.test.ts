import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encoderOf } from '../../../src/export/encoder.ts';
import { ExportError, type Files, localFiles } from '../../../src/export/fileWriter.ts';
import type { Format } from '../../../src/export/form.ts';
import { type Export, runExport } from '../../../src/export/run.ts';
import type { Source } from '../../../src/export/source.ts';
import { BEGINNING, ORIGINS, portionOf, readText, stored } from './fixtures.ts';

const GAP = { connection: 'look', from: 1, to: 2, reason: 'The cursor expired.', noticed: 3 };
const EVENTS = Array.from({ length: 25 }, (_, index) => stored({ id: `e${index}`, raw: `{"id":"e${index}"}` }));
const MANY = Array.from({ length: 5_100 }, (_, index) => stored({ id: `e${index}`, raw: `{"id":"e${index}"}` }));
const never = new AbortController().signal;
const silent = () => {};

/** A disk on which one thing goes wrong. */
function failing(on: 'create' | 'write' | 'sync' | 'rename', code: string, after = 0): Files {
  let left = after;
  const fail = () => {
    if (left-- <= 0) throw Object.assign(new Error(code), { code });
  };
  return {
    create: async (path) => {
      if (on === 'create') fail();
      const file = await localFiles.create(path);
      return {
        write: async (bytes) => {
          if (on === 'write') {
            await file.write(bytes.subarray(0, 3));
            fail();
            return file.write(bytes.subarray(3));
          }
          return file.write(bytes);
        },
        sync: async () => (on === 'sync' ? fail() : file.sync()),
        close: () => file.close(),
      };
    },
    rename: async (from, to) => {
      if (on === 'rename') fail();
      return localFiles.rename(from, to);
    },
    remove: localFiles.remove,
    read: localFiles.read,
    list: localFiles.list,
    modified: localFiles.modified,
  };
}

describe('An export', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'export-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const source = (
    format: Format,
    events: readonly (typeof EVENTS)[number][] = EVENTS,
    gone: readonly number[] = [],
  ): Source => {
    const encoder = encoderOf({ format, origins: ORIGINS });
    return {
      total: events.length,
      read: async (from, count) => {
        const most = events.length > 100 ? 700 : 4;
        const rows = events
          .slice(from, from + Math.min(count, most))
          .map((event, index) => (gone.includes(from + index) ? undefined : event));
        return portionOf(from, rows, encoder);
      },
    };
  };
  const wish = (format: Format, more: Partial<Export> = {}): Export => ({
    file: join(folder, 'out'),
    source: source(format),
    encoder: encoderOf({ format, origins: ORIGINS }),
    beginning: { ...BEGINNING, format },
    gaps: async () => [GAP],
    ...more,
  });

  it('writes every event once, in order, and says how many and how many gaps', async () => {
    const done = await runExport(wish('ndjson'), silent, never);
    const lines = (await readText(join(folder, 'out'))).trimEnd().split('\n');
    assert.deepEqual(
      lines.map((line) => JSON.parse(line).id),
      EVENTS.map(({ id }) => id),
    );
    assert.deepEqual([done?.events, done?.removed, done?.gaps], [25, 0, 1]);
    assert.equal(done?.bytes, (await stat(join(folder, 'out'))).size);
  });

  it('tells of gaps in a file beside it where the format has no place, and in itself where it has', async () => {
    await runExport(wish('ndjson'), silent, never);
    assert.deepEqual((await readdir(folder)).sort(), ['out', 'out.about.json']);
    const about = JSON.parse(await readText(join(folder, 'out.about.json')));
    assert.equal(about.end.knownGaps[0].reason, GAP.reason);
    await rm(join(folder, 'out.about.json'));
    for (const format of ['json', 'ocsf'] as const) {
      await runExport(wish(format), silent, never);
      assert.deepEqual(await readdir(folder), ['out']);
      assert.ok((await readText(join(folder, 'out'))).includes(GAP.reason), format);
    }
  });

  it('is valid JSON whatever was deleted meanwhile, and says how many', async () => {
    for (const gone of [[0], [0, 1, 2, 3], [4, 5, 6, 7, 24], EVENTS.map((_, index) => index)]) {
      const done = await runExport(wish('json', { source: source('json', EVENTS, gone) }), silent, never);
      const { events, end } = JSON.parse(await readText(join(folder, 'out')));
      assert.equal(events.length, 25 - gone.length);
      assert.deepEqual([end.events, end.removedMeanwhile, done?.removed], [25 - gone.length, gone.length, gone.length]);
    }
  });

  it('writes a whole file without events too', async () => {
    for (const format of ['ndjson', 'json', 'csv', 'ocsf'] as const) {
      assert.equal((await runExport(wish(format, { source: source(format, []) }), silent, never))?.events, 0);
    }
  });

  it('takes away what an older export of that name left beside it, where it needs nothing there', async () => {
    await runExport(wish('ndjson'), silent, never);
    assert.equal((await runExport(wish('json'), silent, never))?.outdated, undefined);
    assert.deepEqual(await readdir(folder), ['out']);
    await writeFile(join(folder, 'out.about.json'), '{"mine": true}');
    await runExport(wish('json'), silent, never);
    assert.equal(await readText(join(folder, 'out.about.json')), '{"mine": true}');
  });

  it('says so when that cannot be taken away', async () => {
    await runExport(wish('ndjson'), silent, never);
    const remove = (file: string) =>
      file.endsWith('.about.json') ? Promise.reject(new Error('EPERM')) : localFiles.remove(file);
    const done = await runExport(wish('ocsf', { files: { ...localFiles, remove } }), silent, never);
    assert.equal(done?.outdated, join(folder, 'out.about.json'));
    assert.equal(done?.events, 25);
  });

  it('removes what killed exports of that name left, but nothing fresh and nothing of others', async () => {
    const day = 86_400_000;
    const left = async (name: string, age: number) => {
      await writeFile(join(folder, name), '');
      const at = new Date(BEGINNING.exported - age);
      await utimes(join(folder, name), at, at);
    };
    await left('.out.0123abcd.part', 2 * day);
    await left('.out.89abcdef.part', day / 2);
    await left('.other.0123abcd.part', 2 * day);
    await left('.out.mine.part', 2 * day);
    await left('.out.txt.0123abcd.part', 2 * day);
    await runExport(wish('json'), silent, never);
    assert.deepEqual((await readdir(folder)).sort(), [
      '.other.0123abcd.part',
      '.out.89abcdef.part',
      '.out.mine.part',
      '.out.txt.0123abcd.part',
      'out',
    ]);
  });

  it('is written where the folder may not be listed', async () => {
    const list = () => Promise.reject(new Error('EACCES'));
    assert.equal((await runExport(wish('csv', { files: { ...localFiles, list } }), silent, never))?.events, 25);
  });

  it('can be read by its owner alone', async () => {
    await runExport(wish('csv'), silent, never);
    for (const name of ['out', 'out.about.json']) assert.equal((await stat(join(folder, name))).mode & 0o777, 0o600);
  });

  it('leaves nothing when it is cancelled, and what was there before as it was', async () => {
    await writeFile(join(folder, 'out'), 'before');
    for (const at of [4, 24, 25]) {
      const cancelled = new AbortController();
      const progress = (done: number) => done >= at && cancelled.abort();
      assert.equal(await runExport(wish('ndjson'), progress, cancelled.signal), undefined);
      assert.deepEqual(await readdir(folder), ['out']);
      assert.equal(await readText(join(folder, 'out')), 'before');
    }
  });

  for (const [on, code, after, sentence] of [
    ['create', 'EACCES', 0, /may not be written to/],
    ['create', 'ENOENT', 0, /folder is not there/],
    ['create', 'EROFS', 0, /may not be written to/],
    ['write', 'ENOSPC', 3, /no room left on the disk/],
    ['write', 'EDQUOT', 0, /no room left on the disk/],
    ['write', 'EIO', 6, /could not be written.*\(EIO\)/],
    ['sync', 'ENOSPC', 0, /no room left on the disk/],
    ['sync', 'EIO', 1, /\(EIO\)/],
    ['rename', 'EPERM', 0, /may not be written to/],
    ['rename', 'EPERM', 1, /may not be written to/],
  ] as const) {
    it(`leaves nothing and says why when the disk fails: ${on} ${code}, time ${after + 1}`, async () => {
      await writeFile(join(folder, 'out'), 'before');
      await assert.rejects(
        runExport(wish('ndjson', { files: failing(on, code, after) }), silent, never),
        (error) => error instanceof ExportError && sentence.test(error.message),
      );
      assert.deepEqual(await readdir(folder), ['out']);
      assert.equal(await readText(join(folder, 'out')), 'before');
    });
  }

  it('leaves nothing when the events cannot be read', async () => {
    for (const at of [0, 4, 20]) {
      const good = source('ndjson');
      const bad: Source = {
        total: 25,
        read: (from, count) =>
          from >= at ? Promise.reject(new Error('The store is closed.')) : good.read(from, count),
      };
      await assert.rejects(runExport(wish('ndjson', { source: bad }), silent, never), /store is closed/);
      assert.deepEqual(await readdir(folder), []);
    }
  });

  it('does not replace a folder of that name', async () => {
    await mkdir(join(folder, 'out'));
    await assert.rejects(runExport(wish('json'), silent, never), /There is a folder of this name/);
    assert.deepEqual(await readdir(folder), ['out']);
  });

  it('reads two portions ahead of what is being written, and no more', async () => {
    let reads = 0;
    let most = 0;
    let written = 0;
    const inner = source('ndjson', MANY);
    const counted: Source = {
      total: inner.total,
      read: (from, count) => {
        reads++;
        most = Math.max(most, reads - written);
        return inner.read(from, count);
      },
    };
    const files: Files = {
      ...localFiles,
      create: async (path) => {
        const file = await localFiles.create(path);
        return {
          ...file,
          write: async (bytes) => {
            await new Promise(setImmediate);
            await file.write(bytes);
            written++;
          },
        };
      },
    };
    await runExport(wish('ndjson', { source: counted, files }), silent, never);
    assert.ok(reads >= MANY.length / 700, `${reads} readings`);
    assert.equal(most, 3);
  });

  it('keeps the order where large events come in more portions than were asked for', async () => {
    const done = await runExport(wish('json', { source: source('json', MANY) }), silent, never);
    const { events } = JSON.parse(await readText(join(folder, 'out')));
    assert.deepEqual(
      events.map(({ id }: { readonly id: string }) => id),
      MANY.map(({ id }) => id),
    );
    assert.equal(done?.events, MANY.length);
  });

  it('frees what was written, but nothing that others have a part of', async () => {
    const pool = new ArrayBuffer(16);
    const own = new Uint8Array(Buffer.from('{"id":"a"}\n'));
    const shared = new Uint8Array(pool, 0, 4);
    shared.set(Buffer.from('{ }\n'));
    const portions = [own, shared];
    const two: Source = {
      total: 2,
      read: async (from) => ({ bytes: portions[from] ?? own, events: 1, removed: 0, next: from + 1 }),
    };
    await runExport(wish('ndjson', { source: two }), silent, never);
    assert.equal(await readText(join(folder, 'out')), '{"id":"a"}\n{ }\n');
    assert.deepEqual([own.byteLength, pool.byteLength], [0, 16]);
  });
});
