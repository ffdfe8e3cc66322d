import '@gantry/workstation/delete';

// A dialog opens where it is put into the page, and tells when the person is done with it.
export default (place, { token, studies }) => {
  const button = document.createElement('button');
  button.textContent = 'Delete…';
  button.addEventListener('click', () => {
    const dialog = Object.assign(document.createElement('gantry-delete'), { token, studies });
    dialog.addEventListener('action-closed', () => dialog.remove());
    place.append(dialog);
  });
  place.append(button);
};
