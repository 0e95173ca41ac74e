import { parentPort, workerData } from 'node:worker_threads';
import { createBirpc } from 'birpc';
import { readerService } from './reader/service.ts';
import type { HostApi, WorkerSettings } from './wire.ts';
import { writerService } from './writer/service.ts';

/** The entry of both workers. It is bundled as CommonJS, hence no top-level await. */

const port = parentPort;
if (!port) throw new Error('This file runs in a worker.');
// Written by WorkerLink, in this very version.
const settings = workerData as WorkerSettings;

const host: HostApi = {
  changed: (mark) => void rpc.changed.asEvent(mark),
  log: (level, message) => void rpc.log.asEvent(level, message),
};
const functions = settings.role === 'writer' ? writerService(settings, host) : readerService(settings, host);
const rpc = createBirpc<HostApi, object>(functions, {
  post: (data) => port.postMessage(data),
  on: (listener) => {
    port.on('message', listener);
  },
  timeout: -1,
});
