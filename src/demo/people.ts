/** Names for the made-up staff. Not real people; addresses are all @example.com. */
export const FIRST_NAMES = [
  'Amara',
  'Björn',
  'Chloé',
  'Dmitri',
  'Elif',
  'Farid',
  'Grace',
  'Hiro',
  'Ines',
  'Jonas',
  'Kavya',
  'Liam',
  'Mei',
  'Noor',
  'Olga',
  'Pablo',
  'Quinn',
  'Rania',
  'Søren',
  'Tomás',
  'Ulla',
  'Viktor',
  'Wanda',
  'Xin',
  'Yusuf',
  'Zoë',
  'Ada',
  'Bilal',
  'Carmen',
  'Devon',
] as const;

export const LAST_NAMES = [
  'Abara',
  'Brandt',
  'Castillo',
  'Dąbrowski',
  'Eriksen',
  'Farouk',
  'Gupta',
  'Haddad',
  'Ito',
  'Jansen',
  'Kowalski',
  'Lindqvist',
  'Moreau',
  'Nakamura',
  'Okafor',
  'Petrov',
  'Quispe',
  'Rossi',
  'Schäfer',
  'Tanaka',
  'Uçar',
  'Vargas',
  'Weber',
  'Xu',
  'Yamada',
  'Zieliński',
  'Byrne',
  'Costa',
  'Dubois',
  'Fischer',
] as const;

export const DEPARTMENTS = [
  'Sales',
  'Finance',
  'Field Service',
  'Legal',
  'Research',
  'Support',
  'Logistics',
  'Human Resources',
  'Engineering',
  'Executive Office',
] as const;

export const ADMIN_NAMES = ['Nadia Keller', 'Rohan Mehta', 'Lucía Ortega', 'Sam Whitfield'] as const;

export const EXECUTIVES = ['Margaret Lindholm (CEO)', 'Théo Marchetti (CFO)', 'Akiko Sato (COO)'] as const;

/** `ordinal` keeps addresses of people with one name apart. */
export function emailOf(name: string, ordinal = 0): string {
  const plain = name
    .normalize('NFD')
    .replace(/\p{Mark}/gu, '')
    .replaceAll('ł', 'l')
    .replaceAll('ø', 'o')
    .toLowerCase();
  return `${plain.replace(/[^a-z]+/g, '.')}${ordinal === 0 ? '' : ordinal + 1}@example.com`;
}

export interface Person {
  readonly name: string;
  readonly email: string;
}

/** The `number`th member of the staff: every system of the demo has the same people under one seed. */
export function staffMember(seed: number, number: number): Person {
  const people = FIRST_NAMES.length * LAST_NAMES.length;
  // 331 is coprime to the number of names, so that every name comes once before one repeats.
  const place = (number * 331 + (seed % 97)) % people;
  const first = FIRST_NAMES[place % FIRST_NAMES.length] ?? FIRST_NAMES[0];
  const last = LAST_NAMES[Math.floor(place / FIRST_NAMES.length)] ?? LAST_NAMES[0];
  const name = `${first} ${last}`;
  return { name, email: emailOf(name, Math.floor(number / people)) };
}
