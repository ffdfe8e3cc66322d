import { expect, it } from 'vitest';
import { compact } from './dictionaryPlugin.ts';

it('keeps tag, VR and name of what may be in a data set', () => {
  const table = 'tag,keyword,name,vr,vm,retired,sources,note\n00000002,A,Affected SOP Class UID,UI,1,N,P,\n00100010,PatientName,Patient\'s Name,PN,1,N,P,\n'
    + '00280106,Smallest,"Smallest, ""the"" least",US or SS,1,N,P,\n';
  expect(compact(table)).toBe('00100010 PN Patient\'s Name\n00280106 US Smallest, "the" least');
});
