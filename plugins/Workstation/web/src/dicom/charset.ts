const labels: Record<string, string> = {
  'ISO_IR 100': 'windows-1252', 'ISO_IR 101': 'iso-8859-2', 'ISO_IR 109': 'iso-8859-3', 'ISO_IR 110': 'iso-8859-4', 'ISO_IR 144': 'iso-8859-5',
  'ISO_IR 127': 'iso-8859-6', 'ISO_IR 126': 'iso-8859-7', 'ISO_IR 138': 'iso-8859-8', 'ISO_IR 148': 'windows-1254', 'ISO_IR 203': 'iso-8859-15',
  'ISO_IR 13': 'shift_jis', 'ISO_IR 166': 'windows-874', 'ISO_IR 192': 'utf-8', GB18030: 'gb18030', GBK: 'gbk',
  'ISO 2022 IR 13': 'iso-2022-jp', 'ISO 2022 IR 87': 'iso-2022-jp', 'ISO 2022 IR 159': 'iso-2022-jp', 'ISO 2022 IR 149': 'euc-kr', 'ISO 2022 IR 58': 'gbk',
};

/** Reads text by Specific Character Set (0008,0005): by the last of its values that is more than ASCII (PS3.3 §C.12.1.1.2). */
export function decoderOf(specificCharacterSet: string): (bytes: Uint8Array) => string {
  const terms = specificCharacterSet.split('\\').map((term) => term.trim()).filter((term) => term !== '');
  const known = terms.map((term) => labels[term] ?? labels[term.replace('ISO 2022 IR', 'ISO_IR')]).filter((label) => label !== undefined);
  const label = known.at(-1) ?? 'windows-1252'; // what says nothing is ASCII, and what breaks that is most often Latin 1
  const decoder = new TextDecoder(label);
  return (bytes) => {
    const decoded = decoder.decode(bytes);
    return label === 'iso-2022-jp' ? decoded : decoded.replace(/\u001b\$?[()\-.]+[A-Z0-9]/g, ''); // the others have no escapes of their own
  };
}
