import type { Connections } from '../../src/connection/connections.ts';
import { lookout } from '../../src/feeds/lookout/vendor.ts';
import { type VendorConnectionsOptions, vendorConnections } from './vendorConnections.ts';

export interface LookoutConnectionsOptions extends Omit<VendorConnectionsOptions, 'vendor' | 'config'> {
  /** Of the one connection that there is. */
  readonly id: string;
  readonly endpoint: string;
}

/** A Lookout connection in a window without its UI; see {@link vendorConnections}. */
export function lookoutConnections({ id, endpoint, ...rest }: LookoutConnectionsOptions): Connections {
  return vendorConnections({ ...rest, vendor: lookout, config: { id, name: id, system: 'lookout', endpoint } });
}
