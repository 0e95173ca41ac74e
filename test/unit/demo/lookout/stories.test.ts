import assert from 'node:assert/strict';
import { LookoutHistory } from '../../../../src/demo/lookout/history.ts';
import type { EventBody } from '../../../../src/demo/lookout/wire.ts';

type Event = EventBody & { readonly id: string; readonly created_time: string };

const HOUR = 3_600_000;
const NOON = Date.UTC(2026, 10, 1, 12);
const POSTURES: Readonly<Record<string, string>> = {
  HIGH: 'THREATS_HIGH',
  MEDIUM: 'THREATS_MEDIUM',
  LOW: 'THREATS_LOW',
};

describe('stories of the generated history', () => {
  const history = new LookoutHistory({ seed: 11, rate: 0.4 });
  const events: readonly Event[] = [...history.eventsBetween(NOON - 24 * HOUR, NOON)].map(({ json }) =>
    JSON.parse(json),
  );
  const fleet = history.fleet.groups.flatMap((group) => group.devices);
  const byDevice = Map.groupBy(events, (event) => event.device?.guid ?? (event.threat && event.target.guid) ?? '');
  byDevice.delete('');
  // Stories that the window cuts are not told from their beginning or not to their end.
  const whole = (list: readonly Event[]) =>
    list.every(({ created_time }) => Math.abs(Date.parse(created_time) - (NOON - 12 * HOUR)) < 12 * HOUR - 900_000);
  const threats = [
    ...Map.groupBy(
      events.filter((e) => e.threat),
      (event) => event.threat?.guid,
    ).values(),
  ].filter(whole);
  const line = (event: Event) =>
    `${event.change_type} ${event.threat?.status} ${event.threat?.severity} ${event.actor.type}`;

  it('are played by a fleet of 60 people, each with an address of their own', () => {
    assert.equal(fleet.length, 60);
    assert.equal(new Set(fleet.map((device) => device.guid)).size, 60);
    assert.equal(new Set(fleet.map((device) => device.email)).size, 60);
    for (const { email } of fleet) assert.match(email, /^[a-z]+\.[a-z]+@example\.com$/);
    const later = new LookoutHistory({ seed: 11, rate: 0.4 }).fleet;
    assert.deepEqual(later, history.fleet);
  });

  it('give every device of the fleet its address within a day, always the same', () => {
    const emails = Map.groupBy(
      events.flatMap(({ device }) => device ?? []),
      (device) => device.guid,
    );
    for (const { guid, email } of fleet) {
      assert.deepEqual([...new Set(emails.get(guid)?.map((device) => device.info.email))], [email]);
    }
  });

  it('begin every threat once, end it, and name one device throughout', () => {
    assert.ok(threats.length > 1_000);
    for (const told of threats) {
      assert.deepEqual(
        told.map((event) => event.change_type === 'CREATED'),
        told.map((_, index) => index === 0),
        told.map(line).join(),
      );
      assert.equal(new Set(told.map((event) => event.target.guid)).size, 1);
      assert.equal(new Set(told.map((event) => JSON.stringify(event.threat?.details))).size, 1);
      assert.ok(['RESOLVED', 'IGNORED'].includes(told.at(-1)?.threat?.status ?? ''), told.map(line).join());
    }
  });

  it('keep the posture of a device in step with its open threats', () => {
    for (const told of byDevice.values()) {
      const open = new Map<string | undefined, string>();
      for (const event of told) {
        const { threat, device } = event;
        if (threat?.status === 'OPEN') open.set(threat.guid, threat.severity);
        else if (threat) open.delete(threat.guid);
        const posture = device?.status.security_status;
        if (posture === undefined || posture === 'SECURE' || !whole([event])) continue;
        assert.ok(
          [...open.values()].some((severity) => POSTURES[severity] === posture),
          `${event.created_time} ${posture}`,
        );
      }
    }
  });

  it('leave a device secure when its threat is over', () => {
    const grave = threats.filter((told) =>
      told.some(({ threat }) => threat?.status === 'OPEN' && POSTURES[threat.severity]),
    );
    assert.ok(grave.length > 500);
    for (const told of grave) {
      const last = told.at(-1);
      const device = byDevice.get(told[0]?.target.guid ?? '') ?? [];
      const next = device.slice(device.findIndex(({ id }) => id === last?.id) + 1).find((event) => event.device);
      assert.equal(next?.device?.status.security_status, 'SECURE', told.map(line).join());
    }
  });

  it('tell a trojan: found, device red, resolved, device secure', () => {
    const trojans = threats.filter((told) => told[0]?.threat?.classifications[0] === 'TROJAN');
    assert.ok(trojans.length > 10);
    for (const told of trojans) {
      assert.deepEqual(told.map(line), ['CREATED OPEN HIGH DEVICE', 'UPDATED RESOLVED HIGH DEVICE']);
      const device = byDevice.get(told[0]?.target.guid ?? '') ?? [];
      const from = device.findIndex(({ id }) => id === told[0]?.id);
      const posture = device.slice(from, from + 4).map((event) => event.device?.status.security_status);
      assert.deepEqual(posture, [undefined, 'THREATS_HIGH', undefined, 'SECURE']);
    }
  });

  it('tell a paused protection that the back end re-grades', () => {
    const paused = threats.filter((told) => told[0]?.threat?.classifications[0] === 'PCP_PAUSED');
    assert.ok(paused.length > 10);
    const expected = ['CREATED OPEN ADVISORY DEVICE', 'UPDATED OPEN MEDIUM SYSTEM', 'UPDATED RESOLVED MEDIUM DEVICE'];
    for (const told of paused) assert.deepEqual(told.map(line), expected);
  });

  it('tell an enrolment: invited, pending, activated and protected', () => {
    const enrolled = [...byDevice.values()].filter(
      (told) => told[0]?.change_type === 'CREATED' && told[0].device && whole(told),
    );
    assert.ok(enrolled.length > 10);
    for (const told of enrolled) {
      const states = told.map(({ device }) => [device?.status.activation_status, device?.status.protection_status]);
      assert.deepEqual(states, [
        ['PENDING', undefined],
        ['ACTIVATED', 'PROTECTED'],
        ['ACTIVATED', 'PROTECTED'],
      ]);
      const email = told[0]?.device?.info.email ?? '';
      const invite = events.find(
        (e) => e.audit?.type === 'EMAIL_INVITE' && JSON.stringify(e).includes(`[\\"${email}\\"]`),
      );
      assert.ok(invite && told[0] && invite.id < told[0].id);
    }
  });

  it('tell a policy that raises a severity, and the re-grading that follows it', () => {
    const raised = events.filter((event) => {
      const [subject, severity] = event.audit?.attribute_changes ?? [];
      return subject?.name === 'agent_outdated' && severity?.from === 'medium' && severity.to === 'high';
    });
    const followed = raised.filter((policy) => {
      const soon = events
        .slice(events.indexOf(policy))
        .filter((e) => Date.parse(e.created_time) - Date.parse(policy.created_time) < 20_000);
      return (
        soon.filter((e) => e.threat?.classifications[0] === 'AGENT_OUTDATED' && e.actor.type === 'SYSTEM').length === 4
      );
    });
    assert.ok(followed.length > 10, `${followed.length} of ${raised.length}`);
  });

  it('move devices between groups and home again', () => {
    const moves = events.filter((event) => event.device?.info.previous_device_group_guids && whole([event]));
    assert.ok(moves.length > 10);
    for (const guids of Map.groupBy(moves, (event) => event.device?.guid).values()) {
      let groups = guids[0]?.device?.info.previous_device_group_guids;
      for (const { device } of guids) {
        assert.deepEqual(device?.info.previous_device_group_guids, groups);
        groups = device?.info.device_group_guids;
      }
    }
  });

  it('show an update by the versions of later events only, and never go back within a day', () => {
    let updates = 0;
    for (const told of byDevice.values()) {
      const levels = told.flatMap(({ device }) => device?.software.security_patch_level ?? []);
      assert.deepEqual(levels, levels.toSorted());
      updates += Math.max(0, new Set(levels).size - 1);
    }
    assert.ok(updates > 10, `${updates}`);
  });
});
