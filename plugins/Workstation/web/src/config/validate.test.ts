import { describe, expect, it } from 'vitest';
import type { Setting, SettingSchema } from '../admin/models.js';
import { check, rangeOf, typedOf } from './validate.js';

const setting = (change: Partial<Setting>): Setting => ({
  name: 'S', kind: 'Text', value: null, source: 'Default', default: null, minimum: null, maximum: null, choices: [], appliesLive: false, isSecret: false, description: '', ...change,
});

const whole = setting({ kind: 'WholeNumber', minimum: '1', maximum: '100' });

describe('what is typed into a setting', () => {
  it.each<[string, Setting, SettingSchema | undefined, string | boolean, unknown]>([
    ['a whole number', whole, undefined, ' 12 ', 12],
    ['a number', setting({ kind: 'Number' }), undefined, '1.5', 1.5],
    ['a truth', setting({ kind: 'Truth' }), undefined, true, true],
    ['a time', setting({ kind: 'Time' }), undefined, '7.00:30:00', '7.00:30:00'],
    ['lines', setting({ kind: 'Texts' }), undefined, 'a\n\n b \n', ['a', 'b']],
    ['a choice', setting({ kind: 'Choice', choices: ['Keep', 'Refuse'] }), undefined, 'Keep', 'Keep'],
    ['a pattern that the browser cannot read', setting({}), { type: 'string', pattern: '^(?>x)$' }, 'y', 'y'],
  ])('is %s', (_, given, schema, typed, value) => expect(check(given, schema, typed)).toEqual({ value }));

  it.each<[string, Setting, SettingSchema | undefined, string, string]>([
    ['out of range', whole, undefined, '101', 'From 1 to 100'],
    ['no whole number', whole, undefined, '1.5', 'A whole number is needed.'],
    ['no number', whole, undefined, '', 'A number is needed.'],
    ['no time', setting({ kind: 'Time' }), undefined, '90', 'A time is needed: hours:minutes:seconds, days before it with a dot.'],
    ['no choice', setting({ kind: 'Choice', choices: ['Keep'] }), undefined, 'Lose', 'One of Keep is needed.'],
    ['too short', setting({}), { type: 'string', minLength: 3 }, 'ab', 'At least 3 characters are needed.'],
    ['missing', setting({}), { type: 'string', minLength: 1 }, '', 'A value is needed.'],
    ['too long', setting({}), { type: 'string', maxLength: 2 }, 'abc', 'At most 2 characters.'],
    ['of another form', setting({ kind: 'Texts' }), { type: 'array', items: { type: 'string', pattern: '^\\d+$' } }, '1\nx', 'It has not the form that is needed.'],
  ])('is %s', (_, given, schema, typed, fault) => expect(check(given, schema, typed)).toEqual({ fault }));

  it('stands in a field', () => expect([null, ['a', 'b'], true, 5].map(typedOf)).toEqual(['', 'a\nb', 'true', '5']));
  it('has a range', () => expect([rangeOf(whole), rangeOf(setting({ minimum: '1' })), rangeOf(setting({ maximum: '2' })), rangeOf(setting({}))]).toEqual(['From 1 to 100', '1 or more', '2 or less', '']));
});
