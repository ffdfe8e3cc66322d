import lines from 'virtual:dicom-dictionary';

/** What PS3.6 says of an element. */
export interface DictionaryEntry {
  vr: string;
  name: string;
}

let entries: Map<string, DictionaryEntry> | undefined;
let repeating: { pattern: RegExp; entry: DictionaryEntry }[] = [];

/** What PS3.6 says of an element; undefined where it is private or unknown. */
export function entryOf(tag: string): DictionaryEntry | undefined {
  const upper = tag.toUpperCase();
  return (entries ??= read()).get(upper) ?? repeating.find(({ pattern }) => pattern.test(upper))?.entry;
}

function read(): Map<string, DictionaryEntry> {
  const found = new Map<string, DictionaryEntry>();
  repeating = [];
  for (const line of lines.split('\n')) {
    const [tag, entry] = [line.slice(0, 8), { vr: line.slice(9, 11), name: line.slice(12) }];
    if (/x/i.test(tag)) {
      repeating.push({ pattern: new RegExp(`^${tag.replaceAll(/x/gi, '[0-9A-F]')}$`), entry }); // 60xx3000, PS3.5 §7.6
    } else {
      found.set(tag.toUpperCase(), entry);
    }
  }

  return found;
}
