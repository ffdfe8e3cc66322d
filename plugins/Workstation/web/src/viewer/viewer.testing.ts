import type { InstanceInfo, SeriesInfo, StudyInfo } from '../model/study.js';
import type { ImageSource, StudyPage, StudyQuery } from '../sources/imageSource.js';
import { nothingDrawn, type DrawingDocument } from './drawings/drawing.js';
import type { DrawingStore, KeptDrawings } from './drawings/drawingStore.js';
import type { PlacedShape } from './drawings/drawingKeeper.js';
import type { View, ViewEngine, ViewListener, ViewState, VolumeViews } from './engine/viewEngine.js';

/** A study of two CT series, for tests of elements. */
export const study: StudyInfo = {
  studyInstanceUid: '2.25.1', patientName: 'ANON^ONE', patientId: 'P1', patientBirthDate: '', patientSex: '', accessionNumber: 'A1', studyDate: '20260131', studyTime: '0900',
  studyDescription: 'Chest', modalities: ['CT'], seriesCount: 2, instanceCount: 6,
};

const series: SeriesInfo[] = [1, 2].map((number) => ({ seriesInstanceUid: `2.25.1${number}`, modality: 'CT', seriesNumber: number, seriesDescription: `Series ${number}`, bodyPart: '' }));

// An axial slice, a sagittal one, and one that does not say.
const orientations: Partial<Record<number, number[]>> = { 1: [1, 0, 0, 0, 1, 0], 2: [0, 1, 0, 0, 0, -1] };

const instances: InstanceInfo[] = [1, 2, 3].map((number) => ({
  sopInstanceUid: `2.25.9${number}`, sopClassUid: '1.2.840.10008.5.1.4.1.1.2', instanceNumber: number, frames: 1,
  attributes: {
    '00080060': { vr: 'CS', Value: ['CT'] }, '00280010': { vr: 'US', Value: [4] },
    ...(orientations[number] && { '00200037': { vr: 'DS', Value: orientations[number] } }),
  },
}));

/** A source that has this study alone. */
export class SampleSource implements ImageSource {
  readonly name = 'Sample';
  readonly asked: unknown[] = [];

  async findStudies(query: unknown): Promise<StudyPage> {
    this.asked.push(query);
    return { studies: [study], hasMore: false };
  }

  async series(_uid?: string): Promise<SeriesInfo[]> {
    return series;
  }

  async instances(): Promise<InstanceInfo[]> {
    return instances;
  }

  imageId(_study: string, uid: string, instance: InstanceInfo): string {
    return `${uid}/${instance.sopInstanceUid}`;
  }

  async attributes(_study: string, _series: string, instance: InstanceInfo) {
    return instance.attributes ?? {};
  }

  async thumbnail(): Promise<undefined> {
    return undefined;
  }
}

/** A source that has an older study of the same patient, too. */
export class PatientSource extends SampleSource {
  override async findStudies(query: StudyQuery): Promise<StudyPage> {
    this.asked.push(query);
    const older = { ...study, studyInstanceUid: '2.25.2', studyDate: '20240131' };
    return { studies: [study, older].filter((each) => query.studyInstanceUid === undefined || each.studyInstanceUid === query.studyInstanceUid), hasMore: false };
  }

  override async series(uid = study.studyInstanceUid): Promise<SeriesInfo[]> {
    return (await super.series()).map((each) => ({ ...each, seriesInstanceUid: each.seriesInstanceUid.replace(study.studyInstanceUid, uid) }));
  }
}

/** An engine that draws nothing, and remembers what it was told. */
export class SampleEngine implements ViewEngine {
  readonly calls: string[] = [];
  readonly pixels = { know: () => undefined, load: async () => 1, release: () => undefined };
  readonly drawings = { shapes: (): PlacedShape[] => this.drawnShapes, draw: (shapes: readonly PlacedShape[], by?: string): void => void (by === undefined && this.drawnShapes.push(...shapes)) };
  readonly drawnShapes: PlacedShape[] = [];
  drawn: (() => void) | undefined;

  open(_element: HTMLDivElement, listener: ViewListener): View {
    let state: ViewState = { index: 0, center: 40, width: 400, zoom: 1, rotation: 0, isInverted: false, own: { center: 300, width: 1600 }, axes: { row: [1, 0], column: [0, 1] } };
    const tell = (change: Partial<ViewState>): void => {
      state = { ...state, ...change };
      listener.changed(state);
    };
    const note = (name: string) => (...values: unknown[]): void => void this.calls.push([name, ...values].join(' '));
    return {
      show: async (_images, index) => tell({ index }),
      goTo: (index) => tell({ index }),
      setWindow: (center, width) => tell({ center, width }),
      rotate: (degrees) => {
        note('rotate')(degrees);
        const { row, column } = state.axes!;
        tell({ axes: { row: [-row[1], row[0]], column: [-column[1], column[0]] } }); // by 90 degrees
      },
      resetWindow: note('resetWindow'), invert: () => tell({ isInverted: !state.isInverted }), flip: note('flip'), zoomBy: note('zoomBy'), fit: note('fit'),
      pixelForPixel: note('pixelForPixel'), reset: note('reset'), close: note('close'),
    };
  }

  openVolume(): VolumeViews {
    this.calls.push('volume');
    return {
      open: (_element, plane, listener) => {
        let window = { center: 40, width: 400 };
        queueMicrotask(() => listener.ready());
        return {
          get window() { return window; },
          goTo: (point) => { this.calls.push(`${plane} ${point.join(' ')}`); listener.changed(); },
          own: { center: 40, width: 400 },
          setWindow: (value) => { window = value; listener.changed(); },
          resetWindow: () => { window = { center: 40, width: 400 }; listener.changed(); },
          zoomBy: () => undefined, fit: () => undefined, toElement: () => [10, 20], toPatient: () => [0, 0, 1], close: () => undefined,
        };
      },
      close: () => this.calls.push('volume closed'),
    };
  }

  async thumbnail(): Promise<string> { return URL.createObjectURL(new Blob()); }
  useTool(tool: string): void { this.calls.push(`tool ${tool}`); }
  showReferenceLines(): void { this.calls.push('lines'); }
  resize(): void { this.calls.push('resize'); }
  undo(): void { this.calls.push('undo'); }
  redo(): void { this.calls.push('redo'); }
  cancel(): void { this.calls.push('cancel'); }
  deleteSelected(): void { this.calls.push('deleteSelected'); }
  deleteAnnotations(): void { this.calls.push('deleteAnnotations'); }
  forget(): void { this.calls.push('forget'); }
  close(): void { this.calls.push('engine closed'); }
}

/** Keeps what is drawn, for as long as a test. */
export class SampleStore implements DrawingStore {
  own = nothingDrawn;

  async read(): Promise<KeptDrawings> {
    return { own: this.own, others: [], tag: JSON.stringify(this.own) };
  }

  async write(_study: string, document: DrawingDocument): Promise<string> {
    this.own = document;
    return JSON.stringify(document);
  }
}
