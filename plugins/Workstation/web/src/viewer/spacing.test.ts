import { describe, expect, it } from 'vitest';
import type { DicomJson } from '../dicom/json.js';
import { spacingOf } from './spacing.js';

const ds = (...values: number[]) => ({ vr: 'DS', Value: values });
const modality = (value: string): DicomJson => ({ '00080060': { vr: 'CS', Value: [value] } });
const region = (units: number) => ({ '00186011': { vr: 'SQ', Value: [{ '00186024': { vr: 'US', Value: [units] }, '00186026': { vr: 'US', Value: [units] } }] } });

describe('lengths', () => {
  it.each<[string, DicomJson, string]>([
    ['slices are in the patient', { ...modality('CT'), '00280030': ds(0.5, 0.5) }, 'patient'],
    ['a radiograph is at the detector', { ...modality('DX'), '00181164': ds(0.1, 0.1) }, 'detector'],
    ['a radiograph whose spacing is the detector\'s is there, too', { ...modality('CR'), '00280030': ds(0.1, 0.1), '00181164': ds(0.1, 0.1) }, 'detector'],
    ['a calibrated radiograph is in the patient', { ...modality('XA'), '00280030': ds(0.08, 0.08), '00181164': ds(0.1, 0.1) }, 'patient'],
    ['one that says how it was calibrated is, too', { ...modality('CR'), '00280030': ds(0.1, 0.1), '00280A02': { vr: 'CS', Value: ['FIDUCIAL'] } }, 'patient'],
    ['a magnification is an estimate', { ...modality('MG'), '00181164': ds(0.1, 0.1), '00181114': ds(1.1) }, 'estimated'],
    ['ultrasound has regions', { ...modality('US'), ...region(3), '00280030': ds(0.1, 0.1) }, 'regions'],
    ['ultrasound without lengths has none', { ...modality('US'), ...region(4) }, 'none'],
    ['a photograph has none', modality('XC'), 'none'],
    ['a spacing of zero is none', { ...modality('CT'), '00280030': ds(0, 0) }, 'none'],
  ])('%s', (_, data, kind) => expect(spacingOf(data).kind).toBe(kind));
});
