import '@gantry/workstation/export';

// The same for a ZIP, de-identified where that is wanted.
export default (place, { token, studies }) => {
  const button = document.createElement('button');
  button.textContent = 'Export…';
  button.addEventListener('click', () => {
    const dialog = Object.assign(document.createElement('gantry-export'), { token, studies });
    dialog.addEventListener('action-closed', () => dialog.remove());
    place.append(dialog);
  });
  place.append(button);
};
