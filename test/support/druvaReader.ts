import { druva } from '../../src/feeds/druva/vendor.ts';
import type { ConnectionConfig } from '../../src/model/connection.ts';
import { type AnsweringServer, FeedReader } from './feedReader.ts';

export const SECRET = 'canary-secret-key-3b7e';

/** Reads Druva's real feeds from a server; see {@link FeedReader}. */
export class DruvaReader extends FeedReader {
  constructor(server: AnsweringServer, config: Partial<ConnectionConfig> = {}, credential = SECRET) {
    super(druva, server, { options: { clientId: 'client-1' }, ...config }, credential);
  }
}
