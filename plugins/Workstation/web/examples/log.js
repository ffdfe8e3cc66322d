import '@gantry/workstation/log';

// The server's log as it is written, and its transaction log.
export default (place, { token }) => {
  const element = document.createElement('gantry-log');
  element.token = token;
  place.append(element);
};
