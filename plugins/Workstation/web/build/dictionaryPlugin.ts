import { readFile } from 'node:fs/promises';
import type { Plugin } from 'vite';

const name = 'virtual:dicom-dictionary';

/**
 * Makes the data dictionary (PS3.6 §6) of the table that the server's dictionary is generated from: one line for each element, tag, VR and name, so that both
 * call everything the same. Command elements are none of a data set and left out.
 */
export function dictionary(table: string): Plugin {
  return {
    name: 'gantry-dictionary',
    resolveId: (id) => (id === name ? `\0${name}` : undefined),
    async load(id) {
      if (id !== `\0${name}`) {
        return undefined;
      }

      this.addWatchFile(table);
      return `export default ${JSON.stringify(compact(await readFile(table, 'utf8')))};`;
    },
  };
}

/** The lines of the table, as the workstation reads them. */
export function compact(table: string): string {
  const [header = [], ...rows] = table.split(/\r?\n/).filter((line) => line !== '').map(cells);
  const [tag, vr, title] = ['tag', 'vr', 'name'].map((column) => header.indexOf(column));
  return rows
    .filter((row) => !row[tag ?? -1]?.startsWith('0000'))
    .map((row) => `${row[tag ?? -1]} ${row[vr ?? -1]?.slice(0, 2)} ${row[title ?? -1]}`)
    .join('\n');
}

// A cell with a comma is in quotes, and a quote in it is doubled.
const cells = (line: string): string[] =>
  [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '');
