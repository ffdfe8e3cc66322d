import '@gantry/workstation/sign-in';

// Asks for name and password, or a token. What was signed in comes with the event; a session is a cookie that no script reads.
export default (place) => {
  const [element, told] = [document.createElement('gantry-sign-in'), document.createElement('p')];
  element.addEventListener('signed-in', ({ account }) => {
    told.textContent = `${account.displayName} has signed in.`;
  });
  place.append(element, told);
};
