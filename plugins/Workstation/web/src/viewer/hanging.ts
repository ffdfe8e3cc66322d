import type { SeriesInfo, StudyInfo } from '../model/study.js';
import { parseLayout, type Layout } from './layout.js';

/** A rule that says how a study is shown at first; the first rule that fits counts. */
export interface HangingRule {
  /** The modalities that it is for; none for all. */
  modalities?: readonly string[];
  /** A part of the study's description that it is for, whatever the case, or one of several with `|` between; none for all. */
  description?: string;
  /** The grid, such as `2x2`. */
  layout: string;
  /**
   * What each view shows: a part of a series description, or one of several with `|` between; `@CT` for a modality, which may come before such a part; `#1` for the number of a series in its order,
   * from 1. A view that finds nothing is filled in order; where all find nothing, the rule is for others.
   */
  views?: readonly string[];
  /** Whether scrolling one view scrolls the others. */
  linked?: boolean;
  /** Whether the place of the view that is worked with is drawn in the others. */
  lines?: boolean;
}

/** What a rule is chosen by. */
export interface HungStudy {
  modalities: readonly string[];
  description: string;
  series: readonly { uid: string; description: string; modality?: string }[];
}

/** How a study is shown at first. */
export interface Hanging {
  layout: Layout;
  /** The series of each view; undefined for one that is filled in order. */
  views: (string | undefined)[];
  linked: boolean;
  lines: boolean;
}

/** How a study is shown at first, by the first rule that fits; in one view where none does. */
export function hang(study: HungStudy, rules: readonly HangingRule[]): Hanging {
  for (const rule of rules) {
    const [layout, views] = [parseLayout(rule.layout), viewsOf(rule, study)];
    if (layout !== undefined && fits(rule, study) && (views.length === 0 || views.some((uid) => uid !== undefined))) {
      return { layout: within(layout, study.series.length), views, linked: rule.linked ?? false, lines: rule.lines ?? false };
    }
  }

  return { layout: { rows: 1, columns: 1 }, views: [], linked: false, lines: false };
}

// Each view has a series of its own: two descriptions may both fit.
function viewsOf({ views = [] }: HangingRule, study: HungStudy): (string | undefined)[] {
  const shown: string[] = [];
  return views.map((wanted) => {
    const uid = seriesFor(wanted, study, shown);
    shown.push(uid ?? '');
    return uid;
  });
}

/** The same, of what a source says. */
export const hangingOf = (study: StudyInfo, series: readonly SeriesInfo[], rules: readonly HangingRule[]): Hanging => hang({
  modalities: study.modalities.length > 0 ? study.modalities : [...new Set(series.map(({ modality }) => modality))], // many archives do not say
  description: study.studyDescription,
  series: series.map(({ seriesInstanceUid: uid, seriesDescription: description, modality }) => ({ uid, description, modality })),
}, rules);

// A view that would stay empty takes room from the others.
function within({ rows, columns }: Layout, count: number): Layout {
  const width = Math.max(1, Math.min(columns, count));
  return { rows: Math.max(1, Math.min(rows, Math.ceil(count / width))), columns: width };
}

function fits(rule: HangingRule, study: HungStudy): boolean {
  return (!rule.modalities?.length || rule.modalities.some((modality) => study.modalities.includes(modality)))
    && (!rule.description || hasPart(study.description, rule.description));
}

function seriesFor(wanted: string, { series }: HungStudy, shown: readonly string[]): string | undefined {
  const [, modality, part = ''] = /^(?:@([A-Z0-9]+) ?)?(.*)$/.exec(wanted.trim()) ?? [];
  const number = /^#(\d+)$/.exec(part)?.[1];
  return number !== undefined ? series[Number(number) - 1]?.uid
    : series.find((each) => !shown.includes(each.uid) && (modality === undefined || each.modality === modality) && (part === '' ? modality !== undefined : hasPart(each.description, part)))?.uid;
}

// What begins a word: `pa` is in "Thorax PA" and "pa_1", and not in "spatial".
const hasPart = (text: string, parts: string): boolean => parts.split('|').map((part) => part.trim().toLowerCase()).filter((part) => part !== '')
  .some((part) => new RegExp(`(?<![\\p{L}\\p{N}])${part.replaceAll(/[.*+?^${}()|[\]\\/-]/g, String.raw`\$&`)}`, 'u').test(text.toLowerCase()));
