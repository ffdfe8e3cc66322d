/** A grid of views. */
export interface Layout {
  rows: number;
  columns: number;
}

const most = 8;

/** Reads a layout such as `2x3`, rows by columns, each from 1 to 8; undefined where it is none. */
export function parseLayout(text: string): Layout | undefined {
  const match = /^([1-9])x([1-9])$/.exec(text.trim());
  const [rows, columns] = [Number(match?.[1]), Number(match?.[2])];
  return match && rows <= most && columns <= most ? { rows, columns } : undefined;
}

/** A layout as it is written. */
export const writeLayout = ({ rows, columns }: Layout): string => `${rows}x${columns}`;

/** How many views a layout has. */
export const cellsOf = ({ rows, columns }: Layout): number => rows * columns;

/**
 * What each view of a layout shows after the layout has changed: what was there stays in its order, and what is not shown yet fills the rest.
 * @param shown The series of each view so far; undefined for an empty one.
 * @param all The series that could be shown, in their order.
 */
export function fill(layout: Layout, shown: readonly (string | undefined)[], all: readonly string[]): (string | undefined)[] {
  const known = new Set(all);
  const kept = shown.slice(0, cellsOf(layout)).map((uid) => (uid !== undefined && known.has(uid) ? uid : undefined));
  const waiting = all.filter((uid) => !kept.includes(uid));
  return Array.from({ length: cellsOf(layout) }, (_, cell) => kept[cell] ?? waiting.shift());
}

/** The view that is one further or back, round from the last to the first. */
export const neighbour = (cell: number, step: 1 | -1, layout: Layout): number => (cell + step + cellsOf(layout)) % cellsOf(layout);
