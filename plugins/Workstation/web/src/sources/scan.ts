import { isPart10, readPart10 } from '../dicom/part10.js';
import { inflate } from '../dicom/deflated.js';
import { Tags } from '../dicom/tags.js';
import { text } from '../dicom/json.js';
import { instanceOf, seriesOf, studyOf } from '../model/fromJson.js';
import { summed, type FileSet, type StudyOnMedia } from './dicomdir.js';
import type { MediaFiles } from './mediaFiles.js';

/**
 * Makes of files what a DICOMDIR would have told: for media without one, or with a bad one. Files that are no DICOM are left out.
 * @param progress Is told how many files were read.
 */
export async function scan(files: MediaFiles, signal: AbortSignal, progress: (read: number, all: number) => void = () => undefined): Promise<FileSet> {
  const studies = new Map<string, StudyOnMedia>();
  const paths = files.paths();
  for (const [index, path] of paths.entries()) {
    signal.throwIfAborted();
    const bytes = await files.read(path);
    if (bytes !== undefined && isPart10(bytes)) {
      add(studies, path, bytes);
    }

    progress(index + 1, paths.length);
  }

  return { studies: [...studies.values()].map((study) => ({ ...study, info: summed(study.info, study.series) })) };
}

function add(studies: Map<string, StudyOnMedia>, path: string, bytes: Uint8Array): void {
  let data;
  try {
    data = readPart10(inflate(bytes));
  } catch {
    return; // it begins like one and is damaged: the others are shown all the same
  }

  const [studyUid, seriesUid] = [text(data, Tags.StudyInstanceUID), text(data, Tags.SeriesInstanceUID)];
  if (studyUid === '' || seriesUid === '') {
    return; // a DICOMDIR itself, above all
  }

  const study = studies.get(studyUid) ?? { info: studyOf(data), series: [] };
  studies.set(studyUid, study);
  let series = study.series.find((each) => each.info.seriesInstanceUid === seriesUid);
  if (series === undefined) {
    series = { info: seriesOf(data), instances: [] };
    study.series.push(series);
  }

  series.instances.push({ path, info: instanceOf(data) });
}
