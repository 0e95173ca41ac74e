import { freshFile, itemEvent, ownFolder } from '../bodies.ts';
import type { Item } from '../company.ts';
import { type Step, type Story, step } from '../story.ts';

/** Somebody looks at what is there. */
export const reading: Story = (cast) => {
  const { random, department } = cast;
  const steps: Step[] = [];
  for (let count = random.between(1, 4); count > 0; count--) {
    const file = random.pick(department.files);
    steps.push(step(random.between(4, 60), itemEvent(cast, 'PREVIEW', file)));
    if (random.chance(0.3)) steps.push(step(random.between(2, 15), itemEvent(cast, 'DOWNLOAD', file)));
  }
  return steps;
};

/** A document from its first draft to its end: its name, folder and classification change on the way. */
export const documentLife: Story = (cast) => {
  const { random, colleague, department } = cast;
  const draft = freshFile(cast);
  const classified: Item = { ...draft, classification: random.pick(['Internal', 'Confidential', 'Public']) };
  const final: Item = { ...classified, name: classified.name.replace(' draft', ' final') };
  const other = random.pick(department.folders);
  const moved: Item = { ...final, parent: { id: other.id, name: other.name } };
  const wait = () => random.between(5, 70);
  return [
    step(0, itemEvent(cast, 'UPLOAD', draft)),
    step(wait(), itemEvent(cast, 'PREVIEW', draft, { who: colleague })),
    step(wait(), itemEvent(cast, 'EDIT', draft)),
    ...(random.chance(0.5) ? [step(wait(), itemEvent(cast, 'METADATA_INSTANCE_CREATE', classified))] : []),
    step(wait(), itemEvent(cast, 'EDIT', { ...classified, size: classified.size + random.between(10, 90_000) })),
    step(wait(), itemEvent(cast, 'RENAME', final)),
    step(wait(), itemEvent(cast, 'MOVE', moved)),
    ...(random.chance(0.4)
      ? [step(wait(), itemEvent(cast, 'ITEM_MODIFY', { ...moved, classification: 'Strictly confidential' }))]
      : []),
    ...(random.chance(0.6) ? [step(wait(), itemEvent(cast, 'DOWNLOAD', moved, { who: colleague }))] : []),
    ...(random.chance(0.2)
      ? [step(wait(), itemEvent(cast, 'DELETE', moved)), step(wait(), itemEvent(cast, 'UNDELETE', moved))]
      : []),
  ];
};

/** Work that another program does on a file. */
export const locked: Story = (cast) => {
  const { random } = cast;
  const file = freshFile(cast);
  const gone = random.chance(0.2);
  return [
    step(0, itemEvent(cast, 'UPLOAD', file)),
    step(random.between(3, 30), itemEvent(cast, 'LOCK', file)),
    step(random.between(3, 30), itemEvent(cast, 'ITEM_OPEN', file)),
    step(random.between(20, 120), itemEvent(cast, 'EDIT', { ...file, size: file.size + 512 })),
    ...(gone ? [step(5, itemEvent(cast, 'DELETE', file))] : []),
    // Of a file that is gone there is nothing left to show.
    step(random.between(3, 30), { ...itemEvent(cast, 'UNLOCK', file), ...(gone && { source: null }) }),
  ];
};

export const tidyUp: Story = (cast) => {
  const { random } = cast;
  const folder = ownFolder(cast);
  const old = freshFile(cast);
  const copy = { ...old, id: `${old.id.slice(0, -1)}${(Number(old.id.at(-1)) + 1) % 10}`, name: `Copy of ${old.name}` };
  const link = { ...old, type: 'web_link' as const, name: 'Intranet' };
  return [
    step(0, itemEvent(cast, 'COPY', copy)),
    step(random.between(5, 40), itemEvent(cast, 'DELETE', old)),
    step(random.between(5, 40), itemEvent(cast, 'PREVIEW', link, { details: null })),
    ...(random.chance(0.3)
      ? [
          step(random.between(5, 40), itemEvent(cast, 'ITEM_SYNC', folder, { details: null })),
          step(random.between(60, 200), itemEvent(cast, 'ITEM_UNSYNC', folder, { details: null })),
        ]
      : []),
  ];
};
