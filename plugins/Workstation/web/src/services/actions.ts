import type { Listener, ListenerAction, Plugin, PluginAction, RetiredPlugin } from '../admin/models.js';

/** What can be done with a plugin as it is now, in the order of its buttons. */
export function actionsOf(plugin: Plugin, retired: readonly RetiredPlugin[]): PluginAction[] {
  const actions: PluginAction[] = plugin.version === null ? ['load'] : ['reload', 'unload'];
  if (plugin.state === 'Paused') {
    actions.push('resume');
  } else if (plugin.canPause) {
    actions.push('pause');
  }

  if (plugin.canRollBack) {
    actions.push('rollback');
  }

  if (plugin.canary !== null) {
    actions.push('promote');
  }

  if (retired.some((each) => each.id === plugin.id && isDraining(each))) {
    actions.push('cancel');
  }

  return actions;
}

/** Whether a version before still works. */
export const isDraining = (retired: RetiredPlugin): boolean => retired.unloadedAt === null;

/** How a state is meant: what serves is good, and what was taken out on purpose is neither. */
export function moodOf(state: string): 'good' | 'problem' | 'quiet' {
  return state === 'Serving' || state === 'Standby' ? 'good' : ['Unloaded', 'LeftOut', 'Loading'].includes(state) ? 'quiet' : 'problem';
}

/** What can be done with a listener as it is now. */
export function actionsOfListener({ state }: Listener): ListenerAction[] {
  switch (state) {
    case 'serving': return ['pause', 'stop'];
    case 'paused': return ['start', 'stop'];
    case 'stopped': return ['start'];
  }
}
