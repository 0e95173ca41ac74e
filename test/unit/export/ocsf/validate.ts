import { isIP } from 'node:net';
import { BASE, CLASS_FACTS, OBJECTS, SEVERITIES, type Shape } from './schema.ts';

type Json = Readonly<Record<string, unknown>>;

/** Everything that is wrong with an event, as `path: why`. Attributes that are not in the facts are wrong too. */
export function violations(event: unknown): readonly string[] {
  if (!isObject(event)) return ['not an object'];
  const facts = CLASS_FACTS[Number(event.class_uid)];
  if (!facts) return [`class_uid: ${event.class_uid} is not known`];
  const found: string[] = [];
  const host = profilesOf(event).includes('host') ? facts.host : [];
  const shape: Shape = {
    attributes: [BASE, facts.attributes, ...host.map((name) => `${name}:${name}`)].join(' '),
    ...(facts.atLeastOne && { atLeastOne: facts.atLeastOne }),
  };
  check(event, shape, '', found);
  const activities: Readonly<Record<number, string>> = {
    0: 'Unknown',
    99: 'Other',
    ...Object.fromEntries(facts.activities.split(',').map((caption, index) => [index + 1, caption])),
  };
  const activity = Number(event.activity_id);
  const expect = (name: string, wanted: unknown) => {
    if (event[name] !== wanted) found.push(`${name}: ${event[name]} instead of ${wanted}`);
  };
  expect('class_name', facts.name);
  expect('category_uid', facts.category[0]);
  expect('category_name', facts.category[1]);
  if (!(activity in activities) || activities[activity] === '') found.push(`activity_id: ${activity}`);
  expect('type_uid', Number(event.class_uid) * 100 + activity);
  expect('type_name', `${facts.name}: ${activities[activity]}`);
  if (activity !== 99) expect('activity_name', activities[activity]);
  enumerated(event, 'severity', SEVERITIES, found);
  if ('status' in event || 'status_id' in event) enumerated(event, 'status', facts.status, found);
  return found;
}

function profilesOf(event: Json): readonly unknown[] {
  const { metadata } = event;
  return isObject(metadata) && Array.isArray(metadata.profiles) ? metadata.profiles : [];
}

function check(value: Json, shape: Shape, path: string, found: string[]): void {
  const known = new Map(
    shape.attributes
      .split(' ')
      .filter(Boolean)
      .map((text) => {
        const [, name = '', required, type = ''] = /^(\w+)(!?):(.*)$/.exec(text) ?? [];
        return [name, { required: required === '!', type }];
      }),
  );
  for (const [name, { required }] of known) if (required && !(name in value)) found.push(`${path}${name}: missing`);
  for (const [name, member] of Object.entries(value)) {
    const type = known.get(name)?.type;
    if (type === undefined) found.push(`${path}${name}: unknown attribute`);
    else checkType(member, type, `${path}${name}`, found);
  }
  const { atLeastOne } = shape;
  if (atLeastOne && !atLeastOne.some((name) => name in value)) found.push(`${path}: none of ${atLeastOne.join(', ')}`);
  for (const [name, numbers] of Object.entries(shape.enums ?? {})) {
    if (name in value) enumerated(value, name.replace(/_id$/, ''), numbers, found, path);
  }
}

/** `x_id` is one of the numbers; `x` is its caption, or with 99 the source's own word. */
function enumerated(
  value: Json,
  name: string,
  numbers: Readonly<Record<number, string>>,
  found: string[],
  path = '',
): void {
  const id = Number(value[`${name}_id`]);
  const caption = numbers[id];
  if (caption === undefined) found.push(`${path}${name}_id: ${value[`${name}_id`]}`);
  else if (id === 99 ? typeof value[name] !== 'string' : name in value && value[name] !== caption) {
    found.push(`${path}${name}: ${value[name]} instead of ${caption}`);
  }
}

const EMAIL = /^[a-zA-Z0-9!#$%&'*+\-/=?^_`{|}~.]+@[a-zA-Z0-9-]+\.[a-zA-Z0-9-.]+$/;

function checkType(value: unknown, type: string, path: string, found: string[]): void {
  const wrong = (is: boolean) => is || found.push(`${path}: ${JSON.stringify(value)} is no ${type}`);
  if (type.endsWith('[]')) {
    if (!Array.isArray(value)) wrong(false);
    else for (const [index, item] of value.entries()) checkType(item, type.slice(0, -2), `${path}[${index}]`, found);
    return;
  }
  const shape = OBJECTS[type];
  if (shape) {
    if (isObject(value)) check(value, shape, `${path}.`, found);
    else wrong(false);
    return;
  }
  switch (type) {
    case 'integer':
    case 'long':
    case 'timestamp':
      wrong(Number.isSafeInteger(value));
      break;
    case 'object':
      wrong(isObject(value));
      break;
    case 'ip':
      wrong(typeof value === 'string' && value.length <= 40 && isIP(value) !== 0);
      break;
    case 'email':
      wrong(typeof value === 'string' && EMAIL.test(value));
      break;
    case 'url':
      wrong(typeof value === 'string' && URL.canParse(value));
      break;
    case 'string':
    case 'username':
    case 'file_name':
      wrong(typeof value === 'string');
      break;
    default:
      found.push(`${path}: the validator does not know ${type}`);
  }
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
