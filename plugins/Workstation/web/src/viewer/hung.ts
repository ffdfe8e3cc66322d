import type { SeriesInfo } from '../model/study.js';
import { cellsOf, fill, type Layout } from './layout.js';
import type { Hanging } from './hanging.js';
import { hangBeside } from './priors/priors.js';

/** What hangs in the views of a viewer, and which of them is worked with. */
export interface Hung {
  readonly grid: Layout;
  /** The series of each view; undefined for an empty one. */
  readonly cells: readonly (string | undefined)[];
  readonly active: number;
  /** How it hung before another study came beside; undefined while none hangs there. */
  readonly alone?: Hung;
}

/** One empty view. */
export const nothingHung: Hung = { grid: { rows: 1, columns: 1 }, cells: [undefined], active: 0 };

/** The views as they are, with nothing in them. */
export const emptied = ({ grid, cells, alone }: Hung): Hung => (alone ? emptied(alone) : { grid, cells: cells.map(() => undefined), active: 0 });

/** The series of the view that is worked with. */
export const activeOf = ({ cells, active }: Hung): string | undefined => cells[active];

/** Another grid: what was there stays in its order, and what is not shown yet fills the rest. */
export const inGrid = (hung: Hung, grid: Layout, all: readonly string[]): Hung => ({ ...hung, grid, cells: fill(grid, hung.cells, all), active: Math.min(hung.active, cellsOf(grid) - 1) });

/** As rules say. */
export const byRules = (hung: Hung, { layout, views }: Hanging, all: readonly string[]): Hung => ({ ...hung, grid: layout, cells: fill(layout, views, all), active: Math.min(hung.active, cellsOf(layout) - 1) });

/** Another series in a view, which is worked with then. */
export const withSeries = (hung: Hung, uid: string, cell: number): Hung => ({ ...hung, cells: hung.cells.map((each, index) => (index === cell ? uid : each)), active: cell });

/** Another study beside: what is like it hangs on the right of what hung before. */
export function withBeside(hung: Hung, series: readonly SeriesInfo[], others: readonly SeriesInfo[]): Hung {
  const { layout: grid, cells } = hangBeside(hung.grid, hung.cells, series, others);
  return { grid, cells, active: 0, alone: hung };
}

/** As it hung before another study came beside. */
export const withoutBeside = (hung: Hung): Hung => hung.alone ?? hung;
