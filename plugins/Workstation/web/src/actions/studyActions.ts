import type { StudyInfo } from '../model/study.js';
import type { ImageSource } from '../sources/imageSource.js';
import type { MessageKey } from '../ui/messages.js';

/** Something that can be done with studies of a list. */
export interface StudyAction {
  /** What tells it from others. */
  id: string;
  /** Its title: one of the texts, or a text of the page's own. */
  title: MessageKey | { text: string };
  /** The right that it needs, and those that are needed besides. */
  rights: readonly string[];
}

/** The actions of the workstation itself. */
export const usualActions = [
  { id: 'send', title: 'actions.send', rights: ['remote.use', 'status.read'] },
  { id: 'export', title: 'actions.export', rights: ['instances.retrieve'] },
  { id: 'media', title: 'actions.media', rights: ['media.order'] },
  { id: 'delete', title: 'actions.delete', rights: ['studies.delete'] },
] as const satisfies readonly StudyAction[];

/** The actions of the workstation for studies of another archive. */
export const archiveActions = [
  { id: 'retrieve', title: 'actions.retrieve', rights: ['remote.use'] },
] as const satisfies readonly StudyAction[];

/** The id of one of the workstation's own actions. */
export type UsualAction = (typeof usualActions)[number]['id'] | (typeof archiveActions)[number]['id'];

/** A person wants something done with studies. */
export class StudyActionEvent extends Event {
  constructor(readonly action: string, readonly studies: readonly StudyInfo[], readonly source: ImageSource) {
    super('study-action', { bubbles: true, composed: true });
  }
}
