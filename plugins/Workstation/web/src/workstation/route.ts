import { isUid } from '../dicom/values.js';
import { isAddedId } from '../modules/contributions.js';
import { fromParameters, noFilters, toParameters, type Filters } from '../search/query.js';

/** The pages of the workstation. */
export const pages = ['studies', 'transfers', 'media', 'statistics', 'services', 'log', 'config'] as const;

export type Page = (typeof pages)[number];

/** A page that a plugin has added: the plugin's id, a slash, and its own. */
export type AddedPage = `${string}/${string}`;

/** What the workstation shows, as its URL says: another person who is given the URL sees the same. */
export interface Route {
  page: Page | AddedPage;
  /** The study that is open; empty for none. */
  study: string;
  filters: Filters;
}

/** Reads a URL's query; what it does not say, or says wrongly, is as at first. */
export function readRoute(search: string): Route {
  const parameters = new URLSearchParams(search);
  const [page, study] = [parameters.get('page') ?? '', parameters.get('study') ?? ''];
  return { page: pages.find((each) => each === page) ?? (isAddedId(page) ? page : 'studies'), study: isUid(study) ? study : '', filters: fromParameters(parameters) };
}

/** The query of a URL, with its question mark; empty for what is shown at first. */
export function writeRoute(route: Route): string {
  const parameters = route.page === 'studies' ? toParameters(route.filters) : new URLSearchParams();
  if (route.page !== 'studies') {
    parameters.set('page', route.page);
  } else if (route.study !== '') {
    parameters.set('study', route.study);
  }

  const text = parameters.toString();
  return text === '' ? '' : `?${text}`;
}

/** What is shown at first. */
export const firstRoute: Route = { page: 'studies', study: '', filters: noFilters };
