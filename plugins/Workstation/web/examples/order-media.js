import '@gantry/workstation/order-media';

// The same for a disc.
export default (place, { token, studies }) => {
  const button = document.createElement('button');
  button.textContent = 'Have a disc made…';
  button.addEventListener('click', () => {
    const dialog = Object.assign(document.createElement('gantry-order-media'), { token, studies });
    dialog.addEventListener('action-closed', () => dialog.remove());
    place.append(dialog);
  });
  place.append(button);
};
