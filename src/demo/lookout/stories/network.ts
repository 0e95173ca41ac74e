import type { Random } from '../../random.ts';
import { deviceEvent, type Finding, threatEvent } from '../bodies.ts';
import { NETWORK, postureOf } from '../catalogue.ts';
import { type Cast, type Story, step } from '../story.ts';
import { NETWORK_NAMES } from '../texts.ts';
import type { VendorSeverity } from '../wire.ts';

const CONNECTION_TYPES = [
  'NETWORK_CONNECTION_TYPE_WIFI',
  'NETWORK_CONNECTION_TYPE_WIFI',
  'NETWORK_CONNECTION_TYPE_MOBILE_CARRIER',
  'NETWORK_CONNECTION_TYPE_UNKNOWN',
] as const;

const VPN_PROTOCOLS = [
  'VPN_PROTOCOL_UNKNOWN',
  'VPN_PROTOCOL_TYPE_PPTP',
  'VPN_PROTOCOL_L2TP',
  'VPN_PROTOCOL_IPSEC',
  'VPN_PROTOCOL_SSL',
  'VPN_PROTOCOL_IKEV2',
  'VPN_PROTOCOL_OPEN_VPN',
] as const;

/** An access point that reads what passes through it; the owner leaves the network. */
export const wiretap: Story = (cast) => attack(cast, 'ACTIVE_MITM', 'HIGH', 'NETWORK_CONNECTION_TYPE_WIFI');

export const badNetwork: Story = (cast) => {
  const { name, severity } = cast.random.pick(NETWORK);
  return attack(cast, name, severity, name === 'ROGUE_WIFI' ? CONNECTION_TYPES[0] : cast.random.pick(CONNECTION_TYPES));
};

function attack(cast: Cast, classification: string, severity: VendorSeverity, networkType: string) {
  const { random } = cast;
  const open: Finding = {
    guid: random.guid(),
    type: 'NETWORK',
    classification,
    details: classification === 'PORT_SCAN' ? {} : networkDetails(random, networkType),
  };
  const posture = postureOf(severity);
  return [
    step(0, threatEvent(cast, open, { change: 'CREATED', status: 'OPEN', severity })),
    ...(posture === 'SECURE' ? [] : [step(random.between(2, 4), deviceEvent(cast, { security: posture }))]),
    step(random.between(30, 200), threatEvent(cast, open, { status: 'RESOLVED', severity })),
    ...(posture === 'SECURE' ? [] : [step(random.between(2, 4), deviceEvent(cast))]),
  ];
}

function networkDetails(random: Random, networkType: string): Readonly<Record<string, unknown>> {
  const name = random.pick(NETWORK_NAMES);
  const bssid = Array.from({ length: 6 }, () => random.hex(2)).join(':');
  const dns = [`192.0.2.${random.between(1, 254)}`, '2001:db8::53'];
  const proxy = { address: `198.51.100.${random.between(1, 254)}`, port: 8080, protocol: 'HTTP' };
  const vpn = random.chance(0.4);
  return {
    network_ssid: name,
    mac_address: bssid,
    dns_ip_addresses: dns,
    vpn_present: vpn,
    ...(vpn && { vpn_local_address: '10.8.0.6' }),
    ...(random.chance(0.3) && { proxy_address: proxy.address, proxy_port: proxy.port, proxy_protocol: proxy.protocol }),
    network: {
      access_point_hostname: `ap-${random.hex(4)}.example`,
      connected: true,
      dns_ip_address: dns,
      network_name: name,
      network_type: networkType,
      ...(networkType === 'NETWORK_CONNECTION_TYPE_WIFI' && { wifi_bssid: bssid, proxy_config: proxy }),
      ...(vpn && {
        vpn_configuration: {
          local_address: '10.8.0.6',
          remote_address: '203.0.113.9',
          remote_domain: 'vpn.example',
          remote_port: 1194,
          routes: '0.0.0.0/0',
          vpn_protocol_type: random.pick(VPN_PROTOCOLS),
        },
      }),
    },
  };
}
