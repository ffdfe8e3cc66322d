/** A Person Name as people read it: family name first, the groups after carets apart (PS3.5 §6.2.1). */
export function readableName(name: string): string {
  const [family = '', given = '', middle = '', prefix = '', suffix = ''] = (name.split('=')[0] ?? '').split('^').map((part) => part.trim());
  const rest = [prefix, given, middle, suffix].filter((part) => part !== '').join(' ');
  return family !== '' && rest !== '' ? `${family}, ${rest}` : family || rest;
}

/** A date of DICOM as ISO writes it, of old files with dots, too; the text as it is where it is no date (PS3.5 §6.2, DA). */
export function readableDate(date: string): string {
  const match = /^(\d{4})\.?(\d{2})\.?(\d{2})$/.exec(date.trim());
  return match ? `${match[1]}-${match[2]}-${match[3]}` : date;
}

/** A time of DICOM to the second; the text as it is where it is no time (PS3.5 §6.2, TM). */
export function readableTime(time: string): string {
  const match = /^(\d{2}):?(\d{2})?:?(\d{2})?/.exec(time.trim());
  return match ? [match[1], match[2] ?? '00', match[3]].filter((part) => part !== undefined).join(':') : time;
}

/** A date of an input field (`2026-01-31`) as DICOM has it. */
export const dicomDate = (iso: string): string => iso.replaceAll('-', '');

/** Whether a text is a UID: digits and dots, at most 64, no component with a leading zero (PS3.5 §9.1). */
export const isUid = (uid: string): boolean => uid.length <= 64 && /^(0|[1-9]\d*)(\.(0|[1-9]\d*))+$/.test(uid);
