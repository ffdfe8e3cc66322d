import '@gantry/workstation/send';

// A dialog opens where it is put into the page, and tells when the person is done with it.
export default (place, { token, studies }) => {
  const button = document.createElement('button');
  button.textContent = 'Send…';
  button.addEventListener('click', () => {
    const dialog = Object.assign(document.createElement('gantry-send'), { token, studies });
    dialog.addEventListener('action-closed', () => dialog.remove());
    place.append(dialog);
  });
  place.append(button);
};
