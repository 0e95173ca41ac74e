import assert from 'node:assert/strict';
import { openFile } from '../../../src/export/fileWriter.ts';

const BYTES = new Uint8Array(9_000_000);

/** A file on a disk that is told to write when it is `told`. */
function handle(told: () => Promise<void>) {
  const done: string[] = [];
  return {
    done,
    write: async (bytes: Uint8Array) => {
      done.push('write');
      return { bytesWritten: bytes.length };
    },
    datasync: async () => {
      done.push('begin');
      await told();
    },
    sync: async () => {
      done.push('sync');
    },
    close: async () => {},
  };
}

describe('A file that is written', () => {
  it('goes to the disk while more is written, and is not closed before all of it is there', async () => {
    const disk = Promise.withResolvers<void>();
    const fake = handle(() => disk.promise);
    const file = openFile(fake);
    await file.write(BYTES);
    await file.write(BYTES);
    const synced = file.sync();
    await new Promise(setImmediate);
    assert.deepEqual(fake.done, ['write', 'begin', 'write']);
    disk.resolve();
    await synced;
    assert.deepEqual(fake.done, ['write', 'begin', 'write', 'sync']);
  });

  it('is not taken for whole when the disk failed before the end, which it tells but once', async () => {
    const file = openFile(handle(() => Promise.reject(new Error('EIO'))));
    await file.write(BYTES);
    await new Promise(setImmediate);
    await assert.rejects(file.write(BYTES), /EIO/);
    await assert.rejects(file.sync(), /EIO/);
  });
});
