import * as module from 'dicom-parser';

/** dicom-parser: its one file is no ES module, and Node and bundlers make different things of that. */
export const parser: typeof module = (module as { default?: typeof module }).default ?? module;
