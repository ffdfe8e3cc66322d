import type { Setting, SettingSchema, SettingValue } from '../admin/models.js';
import { message } from '../ui/messages.js';

/** What was typed, as the value that it means, or why it is none. */
export type Checked = { value: SettingValue } | { fault: string };

const timePattern = /^(\d+\.)?\d{1,2}:\d{2}(:\d{2}(\.\d{1,7})?)?$/;

/** Checks what was typed against a setting and its schema, so that a person sees the fault before the server does; the server has the last word. */
export function check(setting: Setting, schema: SettingSchema | undefined, typed: string | boolean): Checked {
  if (typeof typed === 'boolean') {
    return { value: typed };
  }

  switch (setting.kind) {
    case 'WholeNumber':
    case 'Number':
      return numberOf(setting, typed.trim());
    case 'Time':
      return timePattern.test(typed.trim()) ? { value: typed.trim() } : { fault: message('config.badTime') };
    case 'Texts': {
      const lines = typed.split('\n').map((line) => line.trim()).filter((line) => line !== '');
      const fault = lines.map((line) => textFault(schema?.items, line)).find((each) => each !== undefined);
      return fault === undefined ? { value: lines } : { fault };
    }
    case 'Truth':
      return { value: typed === 'true' };
    default: {
      const fault = setting.choices.length > 0 && !setting.choices.includes(typed) ? message('config.badChoice', { choices: setting.choices.join(', ') }) : textFault(schema, typed);
      return fault === undefined ? { value: typed } : { fault };
    }
  }
}

/** A value as it stands in a field: each text of a list in a line of its own. */
export function typedOf(value: SettingValue | null): string {
  return value === null ? '' : Array.isArray(value) ? value.join('\n') : String(value);
}

/** What a value may be, in a few words; empty where it may be anything. */
export function rangeOf({ minimum, maximum }: Setting): string {
  return minimum !== null && maximum !== null ? message('config.range', { least: minimum, most: maximum })
    : minimum !== null ? message('config.least', { least: minimum })
    : maximum !== null ? message('config.most', { most: maximum })
    : '';
}

function numberOf(setting: Setting, text: string): Checked {
  const value = Number(text);
  if (text === '' || !Number.isFinite(value)) {
    return { fault: message('config.badNumber') };
  }

  if (setting.kind === 'WholeNumber' && !Number.isSafeInteger(value)) {
    return { fault: message('config.badWholeNumber') };
  }

  const isBelow = setting.minimum !== null && value < Number(setting.minimum);
  const isAbove = setting.maximum !== null && value > Number(setting.maximum);
  return isBelow || isAbove ? { fault: rangeOf(setting) } : { value };
}

function textFault(schema: SettingSchema | undefined, text: string): string | undefined {
  if (schema?.enum && !schema.enum.includes(text)) {
    return message('config.badChoice', { choices: schema.enum.join(', ') });
  }

  if (text.length < (schema?.minLength ?? 0)) {
    return text === '' ? message('config.required') : message('config.tooShort', { least: schema?.minLength ?? 0 });
  }

  if (schema?.maxLength !== undefined && text.length > schema.maxLength) {
    return message('config.tooLong', { most: schema.maxLength });
  }

  return schema?.pattern === undefined || isLike(schema.pattern, text) ? undefined : message('config.badPattern');
}

// A pattern of .NET may be none of the browser's; then the server says whether the text has it.
function isLike(pattern: string, text: string): boolean {
  try {
    return new RegExp(pattern, 'u').test(text);
  } catch {
    return true;
  }
}
