import { describe, expect, it } from 'vitest';
import { noFilters } from '../search/query.js';
import { firstRoute, readRoute, writeRoute, type Route } from './route.js';

describe('the URL', () => {
  it.each<Route>([
    firstRoute,
    { page: 'studies', study: '2.25.1', filters: { ...noFilters, patientName: 'anon', modalities: ['CT'] } },
    { page: 'log', study: '', filters: noFilters },
  ])('says %o and is read again', (route) => expect(readRoute(writeRoute(route))).toEqual(route));

  it('is empty at first', () => expect(writeRoute(firstRoute)).toBe(''));
  it('is as at first where it is nonsense', () => expect(readRoute('?page=moon&study=1.02;x&from=soon')).toEqual(firstRoute));
});
