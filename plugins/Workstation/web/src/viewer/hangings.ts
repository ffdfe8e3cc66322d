import type { LoadedSeries } from '../loader/studyLoader.js';
import { hangingOf, type HangingRule } from './hanging.js';
import { activeOf, byRules, emptied, inGrid, nothingHung, withBeside, withoutBeside, withSeries, type Hung } from './hung.js';
import { cellsOf, parseLayout, type Layout } from './layout.js';
import { shownOf, type OpenStudies, type ShownStudy } from './openStudies.js';

/** What a way of hanging has views do. */
export interface ViewFlags {
  /** Whether scrolling one view scrolls the others. */
  link: boolean;
  referenceLines: boolean;
}

/** What hangs where in a viewer: by rules at first, then as a person wants it. */
export class Hangings {
  private now = nothingHung;
  private studies: OpenStudies | undefined;

  /** Whether the studies are known well enough to hang as the rules say. */
  isSettled = false;

  /** @param changed Told when something hangs otherwise. */
  constructor(private readonly changed: () => void) {}

  get hung(): Hung {
    return this.now;
  }

  /** The series of the view that is worked with. */
  get series(): string | undefined {
    return activeOf(this.now);
  }

  /** Takes all down, for other studies. */
  empty(studies: OpenStudies | undefined): void {
    [this.studies, this.isSettled] = [studies, false];
    this.hang(emptied(this.now));
  }

  chooseGrid(grid: Layout): void {
    this.hang(inGrid(this.now, grid, this.shownSeries()));
  }

  activate(cell: number): void {
    this.hang({ ...this.now, active: Math.min(cell, cellsOf(this.now.grid) - 1) });
  }

  /** Shows a series in a view, which is worked with then. */
  put(uid: string, cell: number): void {
    this.hang(withSeries(this.now, uid, cell));
  }

  /** The series after or before the one that is worked with, of its study; undefined beyond its ends. */
  next(step: 1 | -1): string | undefined {
    const all = shownOf(this.studies?.of(this.series) ?? this.studies?.main);
    return all[all.indexOf(this.series ?? '') + step];
  }

  /** As it hung before another study came beside. */
  takeBesideDown(): void {
    this.hang(withoutBeside(this.now));
  }

  /**
   * More is known of a study.
   * @param layout The grid in place of that of the rules, where there is one.
   * @returns What the views are to do from now on; undefined for what they did.
   */
  note(study: ShownStudy, rules: readonly HangingRule[], layout: string): Partial<ViewFlags> | undefined {
    if (study === this.studies?.beside) {
      return this.hangBeside(study);
    }

    if (this.now.alone === undefined && (this.isSettled || this.now.cells.every((uid) => uid === undefined))) {
      this.hang(inGrid(this.now, this.now.grid, this.shownSeries()));
    }

    return this.hangIfKnown(study, rules, layout);
  }

  // The first images are shown at once; how they hang is known when the study and its series are, and of mammograms what each image shows.
  private hangIfKnown(study: ShownStudy, rules: readonly HangingRule[], layout: string): Partial<ViewFlags> | undefined {
    const isDivided = ({ info, isKnown, problem }: LoadedSeries): boolean => isKnown || problem !== undefined || info.modality !== 'MG';
    if (this.isSettled || !study.info || study.series.length === 0 || !study.series.every(isDivided)) {
      return undefined;
    }

    const hanging = hangingOf(study.info, study.series.map(({ info }) => info), rules);
    this.isSettled = true;
    this.hang(byRules(this.now, { ...hanging, layout: parseLayout(layout) ?? hanging.layout }, this.shownSeries()));
    return { link: hanging.linked, referenceLines: hanging.lines };
  }

  // Beside hangs what is like what hangs already, as soon as it is known what there is.
  private hangBeside({ series }: ShownStudy): Partial<ViewFlags> | undefined {
    if (this.now.alone !== undefined || !this.studies?.main || series.length === 0 || !series.every((each) => each.isKnown || each.problem !== undefined)) {
      return undefined;
    }

    this.hang(withBeside(this.now, this.studies.main.series.map(({ info }) => info), series.filter((each) => each.images.length > 0).map(({ info }) => info)));
    return { link: true };
  }

  private shownSeries(): string[] {
    return [...shownOf(this.studies?.main), ...shownOf(this.studies?.beside)];
  }

  private hang(hung: Hung): void {
    this.now = hung;
    this.changed();
  }
}
