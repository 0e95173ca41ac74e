import assert from 'node:assert/strict';
import { Emitter } from '../../../src/base/emitter.ts';

describe('Emitter', () => {
  it('keeps one bad listener from the others and from whoever fires, and lets its error surface', async () => {
    const emitter = new Emitter<number>();
    const heard: number[] = [];
    emitter.event(() => {
      throw new Error('bad listener');
    });
    emitter.event((value) => heard.push(value));
    const surfaced = new Promise<unknown>((resolve) => {
      const others = process.listeners('uncaughtException');
      process.removeAllListeners('uncaughtException');
      process.once('uncaughtException', (error) => {
        for (const other of others) process.on('uncaughtException', other);
        resolve(error);
      });
    });
    emitter.fire(1);
    assert.deepEqual(heard, [1]);
    assert.match(String(await surfaced), /bad listener/);
  });
});
