import { inflate } from '../dicom/deflated.js';
import { readPart10 } from '../dicom/part10.js';
import type { DicomJson } from '../dicom/json.js';
import { Tags } from '../dicom/tags.js';
import { instanceOf } from '../model/fromJson.js';
import type { InstanceInfo, SeriesInfo } from '../model/study.js';
import { readDicomdir, type FileSet, type InstanceOnMedia, type SeriesOnMedia, type StudyOnMedia } from './dicomdir.js';
import type { ImageSource, StudyPage, StudyQuery } from './imageSource.js';
import { matches } from './match.js';
import type { MediaFiles } from './mediaFiles.js';
import { forgetPart10, frameId, registerPart10 } from './part10Registry.js';
import { scan } from './scan.js';

// Images of these have one frame each, so that their files need not be read to know it (PS3.3 §A). A disc turns slowly.
const singleFrame = new Set([
  '1.2.840.10008.5.1.4.1.1.1', '1.2.840.10008.5.1.4.1.1.1.1', '1.2.840.10008.5.1.4.1.1.1.1.1', '1.2.840.10008.5.1.4.1.1.1.2', '1.2.840.10008.5.1.4.1.1.1.2.1',
  '1.2.840.10008.5.1.4.1.1.1.3', '1.2.840.10008.5.1.4.1.1.1.3.1', '1.2.840.10008.5.1.4.1.1.2', '1.2.840.10008.5.1.4.1.1.4', '1.2.840.10008.5.1.4.1.1.6.1',
  '1.2.840.10008.5.1.4.1.1.7', '1.2.840.10008.5.1.4.1.1.128',
]);

/** A medium or a folder of DICOM files. */
export class DiscSource implements ImageSource {
  private readonly ids = new Map<string, string>();

  private constructor(
    readonly name: string,
    private readonly files: MediaFiles,
    private readonly fileSet: FileSet,
    /** Why the files were looked through instead of the DICOMDIR; undefined where they were not. */
    readonly directoryProblem: string | undefined,
  ) {}

  /**
   * Opens a medium: by its DICOMDIR, or by looking through its files where there is none, or a bad one.
   * @param progress Is told how many files were read, where they are looked through.
   * @throws Error where there is nothing of DICOM on it.
   */
  static async open(name: string, files: MediaFiles, signal: AbortSignal, progress?: (read: number, all: number) => void): Promise<DiscSource> {
    const { fileSet, problem } = await directoryOf(files);
    const found = fileSet ?? (await scan(files, signal, progress));
    if (found.studies.length === 0) {
      throw new Error(problem ?? 'There are no DICOM files.');
    }

    return new DiscSource(name, files, found, fileSet ? undefined : problem);
  }

  async findStudies(query: StudyQuery, offset: number, limit: number, _signal: AbortSignal): Promise<StudyPage> {
    const found = this.fileSet.studies.map((study) => study.info).filter((study) => matches(study, query));
    return { studies: found.slice(offset, offset + limit), hasMore: found.length > offset + limit };
  }

  async series(studyInstanceUid: string, _signal: AbortSignal): Promise<SeriesInfo[]> {
    return this.study(studyInstanceUid).series.map((series) => ({ ...series.info, instanceCount: series.instances.length }));
  }

  async instances(studyInstanceUid: string, seriesInstanceUid: string, signal: AbortSignal): Promise<InstanceInfo[]> {
    const instances = this.seriesOf(studyInstanceUid, seriesInstanceUid).instances;
    const read: InstanceInfo[] = [];
    for (const instance of instances) {
      signal.throwIfAborted();
      read.push(await this.counted(instance));
    }

    return read;
  }

  imageId(studyInstanceUid: string, seriesInstanceUid: string, instance: InstanceInfo, frame: number): string {
    const { path } = this.find(studyInstanceUid, seriesInstanceUid, instance);
    let id = this.ids.get(path);
    if (id === undefined) {
      id = registerPart10(async () => {
        const bytes = await this.bytes(path);
        instance.attributes ??= imageAttributes(readPart10(bytes)); // a directory has none, and no second reading is needed for them
        return bytes;
      });
      this.ids.set(path, id);
    }

    return frameId(id, frame, instance.frames);
  }

  async attributes(studyInstanceUid: string, seriesInstanceUid: string, instance: InstanceInfo, _signal: AbortSignal): Promise<DicomJson> {
    return readPart10(await this.bytes(this.find(studyInstanceUid, seriesInstanceUid, instance).path));
  }

  async thumbnail(): Promise<undefined> {
    return undefined;
  }

  close(): void {
    this.ids.forEach(forgetPart10);
    this.ids.clear();
  }

  // A directory does not tell how many frames there are.
  private async counted(instance: InstanceOnMedia): Promise<InstanceInfo> {
    const { info } = instance;
    if (info.frames === 0 || info.attributes || singleFrame.has(info.sopClassUid)) {
      return info;
    }

    instance.info = instanceOf(readPart10(await this.bytes(instance.path)));
    return instance.info;
  }

  private async bytes(path: string): Promise<Uint8Array> {
    const bytes = await this.files.read(path);
    if (bytes === undefined) {
      throw new Error(`${path} is not on ${this.name}.`);
    }

    return inflate(bytes);
  }

  private study(uid: string): StudyOnMedia {
    return found(this.fileSet.studies.find((study) => study.info.studyInstanceUid === uid), uid);
  }

  private seriesOf(studyInstanceUid: string, uid: string): SeriesOnMedia {
    return found(this.study(studyInstanceUid).series.find((series) => series.info.seriesInstanceUid === uid), uid);
  }

  private find(studyInstanceUid: string, seriesInstanceUid: string, instance: InstanceInfo): InstanceOnMedia {
    const uid = instance.sopInstanceUid;
    return found(this.seriesOf(studyInstanceUid, seriesInstanceUid).instances.find((each) => each.info.sopInstanceUid === uid), uid);
  }
}

// What is needed to say what lengths mean, where a slice lies and how, and whose it is.
const imageTags = [
  Tags.Modality, Tags.AcquisitionDate, Tags.SliceThickness, Tags.SliceLocation, Tags.PixelSpacing, Tags.ImagerPixelSpacing, Tags.PixelSpacingCalibrationType,
  Tags.EstimatedRadiographicMagnificationFactor, Tags.SequenceOfUltrasoundRegions, Tags.AnatomicalOrientationType, Tags.PatientOrientation, Tags.ImageOrientationPatient,
];

const imageAttributes = (data: DicomJson): DicomJson => Object.fromEntries(imageTags.flatMap((tag) => (data[tag] === undefined ? [] : [[tag, data[tag]]])));

async function directoryOf(files: MediaFiles): Promise<{ fileSet?: FileSet; problem?: string }> {
  const bytes = await files.read('DICOMDIR');
  if (bytes === undefined) {
    return { problem: 'There is no DICOMDIR.' };
  }

  try {
    const fileSet = readDicomdir(bytes);
    return fileSet.studies.length > 0 ? { fileSet } : { problem: 'The DICOMDIR has no studies.' };
  } catch (error) {
    return { problem: `The DICOMDIR cannot be read: ${error instanceof Error ? error.message : String(error)}` };
  }
}

function found<T>(value: T | undefined, uid: string): T {
  if (value === undefined) {
    throw new Error(`${uid} is not there.`);
  }

  return value;
}
