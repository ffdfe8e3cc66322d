import { number, text } from '../dicom/json.js';
import { Tags } from '../dicom/tags.js';
import { readableDate, readableName, readableTime } from '../dicom/values.js';
import type { ImageRef, SeriesInfo, StudyInfo } from '../model/study.js';
import { message, type MessageKey } from '../ui/messages.js';
import type { ViewState } from './engine/viewEngine.js';
import { spacingOf } from './spacing.js';

/** The texts in the corners of a view, several lines each. */
export interface Overlay {
  patient: string;
  study: string;
  image: string;
  view: string;
}

/** The texts of a view. */
export function overlayOf(
  study: StudyInfo | undefined, series: SeriesInfo | undefined, image: ImageRef | undefined, view: ViewState | undefined, count: number,
): Overlay {
  const data = image?.instance.attributes ?? {};
  const [thickness, location] = [number(data, Tags.SliceThickness), number(data, Tags.SliceLocation)];
  return {
    patient: lines(
      readableName(study?.patientName ?? ''), study?.patientId, join([readableDate(study?.patientBirthDate ?? ''), study?.patientSex], ' '),
    ),
    study: lines(
      study?.studyDescription, join([readableDate(study?.studyDate ?? ''), readableTime(study?.studyTime ?? '')], ' '),
      join([series?.modality, series?.seriesNumber, series?.seriesDescription], ' · '),
    ),
    image: view === undefined ? '' : lines( // it is said of an image that is seen
      message('viewer.image', { index: view.index + 1, count }),
      join([thickness !== undefined && `T ${thickness} mm`, location !== undefined && `L ${location.toFixed(1)} mm`], ' '),
      image?.instance.attributes ? message(`spacing.${spacingOf(data).kind}` as MessageKey) : '',
      text(data, Tags.AcquisitionDate) === '' ? '' : readableDate(text(data, Tags.AcquisitionDate)),
    ),
    view: view === undefined ? '' : lines(
      view.width > 0 ? message('viewer.window', { width: Math.round(view.width), center: Math.round(view.center) }) : '',
      message('viewer.zoom', { percent: Math.round(view.zoom * 100) }),
      view.rotation === 0 ? '' : `${Math.round(view.rotation)}°`,
    ),
  };
}

const join = (parts: readonly (string | number | false | undefined)[], between: string): string =>
  parts.filter((part) => part !== undefined && part !== false && part !== '').join(between);

const lines = (...parts: (string | undefined)[]): string => join(parts, '\n');
