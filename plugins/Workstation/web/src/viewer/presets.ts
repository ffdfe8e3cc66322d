import type { ValueWindow } from './engine/viewEngine.js';

/** A window that is chosen by its name or number. */
export interface WindowPreset {
  /** The key of its name in the messages. */
  name: 'softTissue' | 'lung' | 'bone' | 'brain' | 'liver' | 'mediastinum' | 'angiography' | 'abdomen';
  center: number;
  width: number;
}

const computedTomography: readonly WindowPreset[] = [
  { name: 'softTissue', center: 40, width: 400 },
  { name: 'lung', center: -600, width: 1500 },
  { name: 'bone', center: 480, width: 2500 },
  { name: 'brain', center: 40, width: 80 },
  { name: 'liver', center: 90, width: 150 },
  { name: 'mediastinum', center: 50, width: 350 },
  { name: 'angiography', center: 300, width: 600 },
  { name: 'abdomen', center: 60, width: 400 },
];

/** The windows of a modality; those of CT are in Hounsfield units, and other modalities have none that would fit two scanners. */
export const presetsOf = (modality: string): readonly WindowPreset[] => (modality === 'CT' ? computedTomography : []);

/** The range of values that a window shows, by the linear function of PS3.3 §C.11.2.1.2.1. */
export function rangeOf(center: number, width: number): { lower: number; upper: number } {
  const wide = Math.max(1, width);
  return { lower: center - 0.5 - (wide - 1) / 2, upper: center - 0.5 + (wide - 1) / 2 };
}

/** The window that shows a range of values. */
export function windowOf(range: { lower: number; upper: number }): { center: number; width: number } {
  const width = range.upper - range.lower + 1;
  return { center: range.lower + 0.5 + (width - 1) / 2, width };
}

/**
 * What of a list of windows applies to what is seen: the number of a preset, from 1, or `own` for the window of the image itself.
 * Undefined for any other, or where none is known.
 */
export function windowShown(presets: readonly WindowPreset[], seen: ValueWindow | undefined, own: ValueWindow | undefined): number | 'own' | undefined {
  const isSeen = (window: ValueWindow | undefined): boolean =>
    seen !== undefined && window !== undefined && Math.abs(seen.center - window.center) <= near && Math.abs(seen.width - window.width) <= near;
  const preset = presets.findIndex(isSeen);
  return preset >= 0 ? preset + 1 : isSeen(own) ? 'own' : undefined;
}

const near = 1; // the functions of PS3.3 §C.11.2.1.2 and §C.11.2.1.3 differ by half a value at each end
