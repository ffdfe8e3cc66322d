import { parseLayout, type Layout } from './layout.js';

/** A rule that says how a study is shown at first; the first rule that fits counts. */
export interface HangingRule {
  /** The modalities that it is for; none for all. */
  modalities?: readonly string[];
  /** A part of the study's description that it is for, whatever the case; none for all. */
  description?: string;
  /** The grid, such as `2x2`. */
  layout: string;
  /** What each view shows: a part of a series description, or the number of a series from 1 as `#1`; the rest is filled in order. */
  views?: readonly string[];
  /** Whether scrolling one view scrolls the others. */
  linked?: boolean;
}

/** What a rule is chosen by. */
export interface HungStudy {
  modalities: readonly string[];
  description: string;
  series: readonly { uid: string; description: string }[];
}

/** How a study is shown at first. */
export interface Hanging {
  layout: Layout;
  /** The series of each view; undefined for one that is filled in order. */
  views: (string | undefined)[];
  linked: boolean;
}

/** Rules that fit most sites. */
export const usualRules: readonly HangingRule[] = [
  { modalities: ['MG'], layout: '2x2' },
  { modalities: ['CR', 'DX'], layout: '1x2' },
  { modalities: ['MR'], layout: '2x2', linked: true },
  { layout: '1x1' },
];

/** How a study is shown at first, by the first rule that fits; in one view where none does. */
export function hang(study: HungStudy, rules: readonly HangingRule[] = usualRules): Hanging {
  const rule = rules.find((each) => fits(each, study) && parseLayout(each.layout) !== undefined);
  return {
    layout: within(parseLayout(rule?.layout ?? '') ?? { rows: 1, columns: 1 }, study.series.length),
    views: (rule?.views ?? []).map((wanted) => seriesFor(wanted, study)),
    linked: rule?.linked ?? false,
  };
}

// A view that would stay empty takes room from the others.
function within({ rows, columns }: Layout, count: number): Layout {
  const width = Math.max(1, Math.min(columns, count));
  return { rows: Math.max(1, Math.min(rows, Math.ceil(count / width))), columns: width };
}

function fits(rule: HangingRule, study: HungStudy): boolean {
  return (!rule.modalities?.length || rule.modalities.some((modality) => study.modalities.includes(modality)))
    && contains(study.description, rule.description ?? '');
}

function seriesFor(wanted: string, { series }: HungStudy): string | undefined {
  const number = /^#(\d+)$/.exec(wanted)?.[1];
  return (number === undefined ? series.find((each) => wanted !== '' && contains(each.description, wanted)) : series[Number(number) - 1])?.uid;
}

const contains = (text: string, part: string): boolean => text.toLowerCase().includes(part.toLowerCase());
