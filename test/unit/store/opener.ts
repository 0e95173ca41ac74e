import { openStore } from '../../../src/store/open.ts';
import { event, KEEP_ALL, quiet, request, StillClock, WORKER } from './fixture.ts';

/** Opens the store of `argv[2]` and stores an event; prints what became of it as JSON. */

const [, , directory = ''] = process.argv;
try {
  const store = await openStore({
    directory,
    worker: WORKER,
    log: quiet,
    retention: KEEP_ALL,
    clock: new StillClock(),
  });
  await store.commit(request([event('a')]));
  await store.close();
  console.log(JSON.stringify({ stored: true }));
} catch (error) {
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  console.log(JSON.stringify({ name, message }));
}
