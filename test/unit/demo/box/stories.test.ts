import assert from 'node:assert/strict';
import { BoxHistory } from '../../../../src/demo/box/history.ts';

const NOON = Date.UTC(2026, 10, 1, 12);
const DAY = 24 * 3_600_000;

interface Told {
  readonly event_id: string;
  readonly event_type: string;
  readonly created_at: string;
  readonly created_by: { readonly id: string; readonly login: string } | null;
  readonly source: Readonly<Record<string, unknown>> | null;
  readonly additional_details: unknown;
}

/** Looked into leniently: details may be wrapped in a text. */
function details(event: Told): Readonly<Record<string, unknown>> {
  const value: unknown = event.additional_details;
  const plain: unknown = typeof value === 'string' ? JSON.parse(value) : value;
  return typeof plain === 'object' && plain !== null ? { ...plain } : {};
}

function alertOf(event: Told) {
  return details(event).shield_alert as
    | {
        readonly rule_category: string;
        readonly priority: string;
        readonly user: { readonly email: string };
        readonly alert_summary: Record<string, unknown>;
      }
    | undefined;
}

describe('stories of Box', function () {
  this.timeout(20_000);
  let told: Told[];
  let alerts: Map<string, Told[]>;
  before(() => {
    const history = new BoxHistory({ seed: 3, rate: 0.4 });
    told = Array.from(history.eventsBetween(NOON - 3 * DAY, NOON), (event) => JSON.parse(event.text()));
    const all = told.filter((event) => event.event_type === 'SHIELD_ALERT');
    alerts = Map.groupBy(all, (event) => alertOf(event)?.rule_category ?? '');
  });

  const before15 = (event: Told) => {
    const index = told.indexOf(event);
    const from = Date.parse(event.created_at) - 15 * 60_000;
    return told.slice(Math.max(0, index - 600), index).filter((each) => Date.parse(each.created_at) >= from);
  };

  it('raise every kind of alert, with its person inside and nobody outside', () => {
    assert.deepEqual([...alerts.keys()].toSorted(), [
      'Anomalous Download',
      'Malicious Content',
      'Ransomware Activity',
      'Suspicious Locations',
      'Suspicious Sessions',
    ]);
    for (const alert of [...alerts.values()].flat()) {
      assert.equal(alert.source, null);
      assert.equal(alert.created_by?.id, '2');
      assert.match(alertOf(alert)?.user.email ?? '', /@example\.com$/);
    }
  });

  it('let somebody who leaves download everything before the alert, and close the account after it', () => {
    for (const alert of alerts.get('Anomalous Download') ?? []) {
      const email = alertOf(alert)?.user.email;
      const taken = before15(alert).filter(
        (each) => each.event_type === 'DOWNLOAD' && each.created_by?.login === email,
      );
      const period = alertOf(alert)?.alert_summary.anomaly_period as { readonly downloaded_files_count: number };
      assert.ok(taken.length >= period.downloaded_files_count, `${taken.length}`);
      const closed = told
        .slice(told.indexOf(alert))
        .filter((each) => each.event_type === 'EDIT_USER' && each.source?.login === email);
      if (closed.length >= 2)
        assert.deepEqual([closed[0]?.source?.status, closed[1]?.source?.status], ['inactive', 'active']);
    }
  });

  it('turn files into ciphertext before the alert about it', () => {
    for (const alert of alerts.get('Ransomware Activity') ?? []) {
      assert.equal(alertOf(alert)?.priority, 'critical');
      const renamed = before15(alert).filter((each) => String(each.source?.item_name).endsWith('.lockbit'));
      assert.ok(renamed.length >= 24, `${renamed.length}`);
    }
  });

  it('sign in from here and far away within minutes', () => {
    for (const alert of alerts.get('Suspicious Locations') ?? []) {
      const email = alertOf(alert)?.user.email;
      const logins = before15(alert).filter((each) => each.event_type === 'LOGIN' && each.source?.login === email);
      assert.ok(logins.length >= 2);
    }
  });

  it('change one thing over time: roles of a collaboration, names and folders of a file, titles of a person', () => {
    const values = (type: string, key: (event: Told) => unknown, value: (event: Told) => unknown) => {
      const groups = Map.groupBy(
        told.filter((event) => event.event_type.startsWith(type)),
        key,
      );
      return [...groups.values()].map((events) => new Set(events.map(value)).size);
    };
    const roles = values(
      'COLLABORATION_',
      (event) => details(event).collab_id,
      (event) => details(event).role,
    );
    assert.ok(roles.some((count) => count >= 3));
    const items = Map.groupBy(
      told.filter((event) => event.source?.item_id !== undefined),
      (event) => event.source?.item_id,
    );
    const changing = (value: (event: Told) => unknown) =>
      [...items.values()].filter((events) => new Set(events.map(value)).size > 1).length;
    assert.ok(changing((event) => event.source?.item_name) > 50);
    assert.ok(changing((event) => JSON.stringify(event.source?.parent)) > 50);
    assert.ok(changing((event) => JSON.stringify(event.source?.classification)) > 50);
    const titles = values(
      'EDIT_USER',
      (event) => event.source?.id,
      (event) => event.source?.job_title,
    );
    assert.ok(titles.some((count) => count >= 2));
  });

  it('let a person keep the title until the next promotion', () => {
    const edits = told.filter((event) => event.event_type === 'EDIT_USER' && event.source?.job_title !== undefined);
    for (const events of Map.groupBy(edits, (event) => event.source?.id).values()) {
      const titles = events.map((event) => event.source?.job_title);
      // Before and after, before and after: what was after is before the next time.
      for (let i = 2; i < titles.length; i += 2) assert.equal(titles[i], titles[i - 1]);
    }
    assert.ok(edits.length > 100);
  });

  it('are mostly everyday life', () => {
    assert.ok([...alerts.values()].flat().length / told.length < 0.01);
    const logins = told.filter((event) => event.event_type === 'FAILED_LOGIN').length / told.length;
    assert.ok(logins > 0.005 && logins < 0.08, `${logins}`);
  });
});
