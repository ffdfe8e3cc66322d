import type { HangingRule } from './hanging.js';
import { parseLayout } from './layout.js';

/** Rules that fit most sites, as a site writes them (see `parseRule`). */
export const usualRuleLines: readonly string[] = [
  'MG: 2x2 = R CC|RCC, L CC|LCC, R MLO|RMLO, L MLO|LMLO',
  'MG: 2x2',
  'PT: 1x2 linked lines = @PT, @CT',
  'NM: 2x2 = @NM',
  'CR,DX: 1x2 = pa|ap|front, lat|axial|obl',
  'CR,DX: 1x2',
  'MR knee|shoulder|ankle|wrist|hip: 2x2 lines = sag, cor, ax|tra, pd|stir',
  'MR spine|cervical|lumbar|thoracic: 1x3 lines = t2, t1, ax|tra',
  'MR: 2x2 linked lines = t1, t2, flair|stir, dwi|adc',
  'MR: 2x2 linked lines',
  'CT chest|thorax|lung|pulm: 1x2 linked = lung|b60|b70|b80, med|soft|b20|b30|b31|b35|b40',
  'CT head|brain|cranial|sinus: 1x2 linked = brain|soft|h30|h31|h40, bone|h60|h70',
  'CT: 1x1 lines',
  'US: 1x1',
  'XA,RF: 1x1',
  '*: 1x1',
];

/**
 * Reads a rule as a site writes it: `MODALITIES PART|OF|DESCRIPTION: ROWSxCOLUMNS linked lines = VIEW, VIEW`. Modalities are joined by commas, or `*` for all; all but them and the grid may be left out.
 * Undefined where the line is none.
 */
export function parseRule(line: string): HangingRule | undefined {
  const [, modalities = '', description = '', layout = '', options = '', views] = /^\s*(\*|[A-Z0-9]{1,16}(?:,[A-Z0-9]{1,16})*)(?: +([^:=]+?))?\s*:\s*([1-8]x[1-8])((?: +(?:linked|lines))*)\s*(?:=(.*))?$/.exec(line) ?? [];
  return parseLayout(layout) === undefined ? undefined : {
    ...(modalities !== '*' && { modalities: modalities.split(',') }),
    ...(description !== '' && { description }),
    layout,
    ...(views !== undefined && { views: views.split(',').map((view) => view.trim()) }),
    ...(options.includes('linked') && { linked: true }),
    ...(options.includes('lines') && { lines: true }),
  };
}

/** The rules that can be read, in their order. */
export const parseRules = (lines: readonly string[]): HangingRule[] => lines.map(parseRule).filter((rule) => rule !== undefined);

/** Rules that fit most sites. */
export const usualRules: readonly HangingRule[] = parseRules(usualRuleLines);
