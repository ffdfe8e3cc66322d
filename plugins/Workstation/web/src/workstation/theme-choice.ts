const key = 'gantry.theme';

/** Dark, light, or as the system is. */
export type ThemeChoice = 'dark' | 'light' | 'system';

/** The choice that was kept; as the system is where there is none. */
export function keptTheme(storage: Pick<Storage, 'getItem'> = localStorage): ThemeChoice {
  const kept = storage.getItem(key);
  return kept === 'dark' || kept === 'light' ? kept : 'system';
}

/** Shows a choice, and keeps it. */
export function applyTheme(choice: ThemeChoice, root: HTMLElement = document.documentElement, storage: Pick<Storage, 'setItem'> = localStorage): void {
  root.style.colorScheme = choice === 'system' ? 'light dark' : choice;
  storage.setItem(key, choice);
}

/** The choice after this one. */
export const nextTheme = (choice: ThemeChoice): ThemeChoice => (choice === 'system' ? 'dark' : choice === 'dark' ? 'light' : 'system');
