import { items, text, type DicomJson } from '../dicom/json.js';
import { Tags } from '../dicom/tags.js';
import type { ImageRef, SeriesInfo } from './study.js';

/** The images of a series that are hung as one. */
export interface SeriesPart {
  info: SeriesInfo;
  images: readonly ImageRef[];
}

// Codes of PS3.16 CID 4014, of SNOMED CT and of SNOMED RT, which older systems have.
const views: Readonly<Record<string, string>> = {
  '399162004': 'CC', 'R-10242': 'CC', '399368009': 'MLO', 'R-10226': 'MLO', '399260004': 'ML', 'R-10224': 'ML', '399352003': 'LM', 'R-10228': 'LM',
};

/**
 * The breast and the projection of a mammogram, with what it was made otherwise than usual: `R CC`, `L MLO magnification`. Empty where the image does not say both.
 * The attributes are those of PS3.3 §C.8.11.7, and of a tomosynthesis §C.8.21.3 and §C.8.31.
 */
export function mammographicView(data: DicomJson): string {
  const [shared] = items(data, Tags.SharedFunctionalGroupsSequence);
  const [anatomy] = items(shared ?? {}, Tags.FrameAnatomySequence);
  const laterality = [text(data, Tags.ImageLaterality), text(data, Tags.Laterality), text(anatomy ?? {}, Tags.FrameLaterality)].find((each) => each !== '');
  const [code] = items(data, Tags.ViewCodeSequence);
  const view = text(data, Tags.ViewPosition) || views[text(code ?? {}, Tags.CodeValue)];
  const modifiers = [data, code ?? {}].flatMap((each) => items(each, Tags.ViewModifierCodeSequence)).map((each) => text(each, Tags.CodeMeaning).toLowerCase());
  return (laterality === 'R' || laterality === 'L') && view !== undefined ? [laterality, view, ...modifiers].join(' ') : '';
}

/**
 * Divides a series of mammograms by what they show, so that each view of a hanging has its own; usual projections come before those that were made otherwise. A part has the name of its view before
 * the description; a series of one view stays one, and any other series as it is.
 */
export function partsOf(info: SeriesInfo, images: readonly ImageRef[]): readonly SeriesPart[] {
  const byView = new Map<string, ImageRef[]>();
  for (const image of info.modality === 'MG' ? images : []) {
    const view = mammographicView(image.instance.attributes ?? {});
    byView.set(view, [...(byView.get(view) ?? []), image]);
  }

  if (byView.size === 0) {
    return [{ info, images }];
  }

  const isUsual = (view: string): boolean => /^[RL] \S+$/.test(view);
  return [...byView].sort(([one], [other]) => Number(isUsual(other)) - Number(isUsual(one))).map(([view, own]) => ({
    info: { ...info, ...(byView.size > 1 && { seriesInstanceUid: `${info.seriesInstanceUid}/${view}` }), seriesDescription: described(view, info.seriesDescription) },
    images: byView.size > 1 ? own : images,
  }));
}

const described = (view: string, description: string): string => (view === '' || description.toLowerCase().startsWith(view.toLowerCase()) ? description : [view, description].filter(Boolean).join(' · '));
