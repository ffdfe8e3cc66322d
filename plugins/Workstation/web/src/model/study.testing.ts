import type { StudyInfo } from './study.js';

/** A study of tests. */
export const sampleStudy: StudyInfo = {
  studyInstanceUid: '2.25.1', patientName: 'ANON^ONE', patientId: '1', patientBirthDate: '', patientSex: '', accessionNumber: '', studyDate: '20260102', studyTime: '', studyDescription: 'Knee', modalities: ['MR'],
};
