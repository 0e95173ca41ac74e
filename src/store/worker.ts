import { parentPort, workerData } from 'node:worker_threads';
import { createBirpc } from 'birpc';
import { checkpointerService } from './checkpointer/service.ts';
import { readerService } from './reader/service.ts';
import { indexerService } from './search/indexer/service.ts';
import { searchService } from './search/service.ts';
import { transferred } from './transfer.ts';
import type { HostApi, WorkerSettings } from './wire.ts';
import { writerService } from './writer/service.ts';

/** The entry of all workers. It is bundled as CommonJS, hence no top-level await. */

const port = parentPort;
if (!port) throw new Error('This file runs in a worker.');
// Written by WorkerLink, in this very version.
const settings = workerData as WorkerSettings;

const host: HostApi = {
  changed: (mark) => void rpc.changed.asEvent(mark),
  damaged: () => void rpc.damaged.asEvent(),
  logGrew: () => void rpc.logGrew.asEvent(),
  viewChanged: (view, state) => void rpc.viewChanged.asEvent(view, state),
  log: (level, message) => void rpc.log.asEvent(level, message),
};
const functions = {
  writer: () => writerService(settings, host),
  reader: () => readerService(settings, host),
  checkpointer: () => checkpointerService(settings),
  search: () => searchService(settings, host),
  indexer: () => indexerService(settings, host),
}[settings.role]();
const rpc = createBirpc<HostApi, object>(functions, {
  post: (data) => port.postMessage(data, transferred(data)),
  on: (listener) => {
    port.on('message', listener);
  },
  timeout: -1,
});
