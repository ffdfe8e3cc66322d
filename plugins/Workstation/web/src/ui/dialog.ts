/**
 * What a dialog does once it is closed, for its `@close`. A browser tells of it a moment later: where the dialog has been opened again meanwhile, what it shows then stays.
 * @param forget Forgets what was shown.
 */
export const whenClosed = (forget: () => void) => ({ target }: Event): void => {
  if (!(target as HTMLDialogElement).open) {
    forget();
  }
};
