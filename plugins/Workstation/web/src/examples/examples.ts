import type { StudyInfo } from '../model/study.js';

/** What an example is given. */
export interface ExampleContext {
  token: string;
  authorization: string | undefined;
  /** The Study Instance UID of a study of the server's; empty where it has none. */
  study: string;
  studies: readonly StudyInfo[];
}

/** An example of an element: what runs is what is shown. */
export interface Example {
  /** The element's name without its prefix, as the package has it: `viewer`. */
  name: string;
  /** Its code, as a page of one's own would have it. */
  code(): Promise<string>;
  /** Runs it in a place of the page. */
  run(place: HTMLElement, context: ExampleContext): Promise<void>;
}

const modules = import.meta.glob<{ default: (place: HTMLElement, context: ExampleContext) => unknown }>('../../examples/*.js');
const texts = import.meta.glob<string>('../../examples/*.js', { query: '?raw', import: 'default' });

/** All examples, by name. */
export const examples: readonly Example[] = Object.entries(modules).map(([path, load]) => ({
  name: path.slice(path.lastIndexOf('/') + 1, -'.js'.length),
  code: async () => (await texts[path]?.()) ?? '',
  run: async (place: HTMLElement, context: ExampleContext) => void (await (await load()).default(place, context)),
})).sort((first, second) => first.name.localeCompare(second.name));
