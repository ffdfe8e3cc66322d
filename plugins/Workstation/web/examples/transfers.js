import '@gantry/workstation/transfers';

// What comes from other archives, and what is sent to others: pause, resume, cancel.
export default (place, { token }) => {
  const element = document.createElement('gantry-transfers');
  element.token = token;
  place.append(element);
};
