import { freshFile, fullUser, itemEvent, otherEvent, ownFolder } from '../bodies.ts';
import { type Item, mini, numericId } from '../company.ts';
import { activity, downloadEnforcement, ipInfo, malwareInfo, shieldAlert } from '../shield.ts';
import { type Step, type Story, step } from '../story.ts';
import { vendorTime } from '../wire.ts';

/** Somebody who leaves takes everything along; the account is closed after the alert. */
export const leaver: Story = (cast) => {
  const { random, person, admin, department } = cast;
  const folder = ownFolder(cast);
  const files = random.between(90, 160);
  const taken: Step[] = [];
  for (let index = 0; index < files; index++) {
    const file: Item = {
      ...freshFile(cast, `${department.name} ${2015 + (index % 11)} - ${String(index + 1).padStart(3, '0')}.pdf`),
      parent: { id: folder.id, name: folder.name },
    };
    taken.push(step(index === 0 ? 20 : random.between(1, 2), itemEvent(cast, 'DOWNLOAD', file, { ip: person.ip })));
  }
  const user = (change: Record<string, unknown>) => (time: number) =>
    otherEvent(cast, 'EDIT_USER', fullUser(cast, person, change, time), { by: mini(admin), ip: admin.ip });
  return [
    step(0, otherEvent(cast, 'LOGIN', { ...mini(person) }, { ip: person.ip })),
    ...taken,
    step(10, (time) => {
      const period = (from: number, to: number) => ({
        date_range: { start_date: vendorTime(time - from), end_date: vendorTime(time - to) },
      });
      const summary = {
        description: 'Significant increase in download volume',
        download_delta_size: `${files * 4} MB`,
        download_delta_percent: random.between(900, 4_000),
        historical_period: { ...period(8 * 86_400_000, 86_400_000), download_size: '12 MB', downloaded_files_count: 9 },
        anomaly_period: { ...period(900_000, 0), download_size: `${files * 4} MB`, downloaded_files_count: files },
        download_ips: [{ ip: person.ip }],
      };
      const alert = { category: 'Anomalous Download', rule: 'Mass download', score: 77, priority: 'high' };
      return shieldAlert(cast, { ...alert, summary, ip: person.ip }, time);
    }),
    step(40, user({ status: 'inactive' })),
    step(30, user({ status: 'active' })),
  ];
};

/** Files turn into ciphertext within a minute, and are brought back. */
export const ransomware: Story = (cast) => {
  const { random, person, admin } = cast;
  const files = Array.from({ length: random.between(24, 48) }, () => freshFile(cast));
  const ip = person.ip;
  const restored = { by: mini(admin), ip: admin.ip, details: null };
  return [
    ...files.flatMap((file, index) => [
      step(index === 0 ? 0 : 1, itemEvent(cast, 'EDIT', file, { ip })),
      step(1, itemEvent(cast, 'RENAME', { ...file, name: `${file.name}.lockbit` }, { ip })),
    ]),
    step(5, (time) => {
      const summary = {
        total_files_affected: files.length,
        ip_details: [ipInfo(ip)],
        suspicious_file_extensions: ['lockbit'],
        anomaly_period: { date_range: { start_date: vendorTime(time - 60_000), end_date: vendorTime(time) } },
      };
      const alert = { category: 'Ransomware Activity', rule: 'Ransomware detection', score: 100, priority: 'critical' };
      return shieldAlert(cast, { ...alert, response: { restrict_user: true }, summary, ip }, time);
    }),
    step(40, otherEvent(cast, 'CONTENT_RECOVERY_REPORT_INITIATE', { ...mini(person) }, restored)),
    step(10, otherEvent(cast, 'CONTENT_RECOVERY_REPORT_CREATE', { ...mini(person) }, restored)),
    ...files.map((file) => step(1, itemEvent(cast, 'FILE_VERSION_RESTORE', file, { who: admin }))),
    step(9, otherEvent(cast, 'CONTENT_RECOVERY_REPORT_DELETE', { ...mini(person) }, restored)),
  ];
};

export const maliciousUpload: Story = (cast) => {
  const { random, person } = cast;
  const file = freshFile(cast, random.pick(['update.exe', 'invoice_2231.js', 'setup (1).msi', 'fattura.scr']));
  const ip = person.ip;
  return [
    step(0, itemEvent(cast, 'UPLOAD', file, { ip })),
    step(random.between(20, 60), itemEvent(cast, 'FILE_MARKED_MALICIOUS', file, { ip })),
    step(4, (time) => {
      const upload_activity = { ...activity('Upload', file, time - 60_000, ipInfo(ip)), sha1_hash: random.hex(40) };
      const alert = { category: 'Malicious Content', rule: 'Malware in uploads', score: 100, priority: 'high' };
      const malware = malwareInfo(cast, file, person, time);
      return shieldAlert(cast, { ...alert, summary: { upload_activity }, malware, ip }, time);
    }),
    step(random.between(60, 200), itemEvent(cast, 'DELETE', file, { who: cast.admin })),
  ];
};

export const blockedDownload: Story = (cast) => {
  const file: Item = { ...freshFile(cast), classification: 'Confidential', id: numericId(cast.random, 12) };
  return [
    step(0, (time) =>
      itemEvent(cast, 'SHIELD_DOWNLOAD_BLOCKED', file, { details: downloadEnforcement(cast, file, time) }),
    ),
  ];
};
