import { box } from '../../src/feeds/box/vendor.ts';
import type { ConnectionConfig } from '../../src/model/connection.ts';
import type { BoxServer } from './boxServer.ts';
import { FeedReader } from './feedReader.ts';

export const CREDENTIAL = 'canary-client-secret-8c1d';

export const ENTERPRISE = {
  stream: 'enterprise',
  auth: 'ccg',
  clientId: 'cl1',
  subject: 'enterprise',
  subjectId: '42',
};
export const USER = { ...ENTERPRISE, stream: 'user', subject: 'user', subjectId: '7' };

/** Reads Box's real feeds from a server; see {@link FeedReader}. */
export class BoxReader extends FeedReader {
  constructor(server: BoxServer, config: Partial<ConnectionConfig> = {}, credential = CREDENTIAL) {
    super(box, server, { options: ENTERPRISE, ...config }, credential);
  }
}
