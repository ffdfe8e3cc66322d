import '@gantry/workstation/retrieve';

// The same for studies of another AE, which is to send them here.
export default (place, { token, studies }) => {
  const button = document.createElement('button');
  button.textContent = 'Retrieve…';
  button.addEventListener('click', () => {
    const dialog = Object.assign(document.createElement('gantry-retrieve'), { token, studies, from: 'ARCHIVE' });
    dialog.addEventListener('action-closed', () => dialog.remove());
    place.append(dialog);
  });
  place.append(button);
};
