import '@gantry/workstation/services';

// The plugins of a server, and the associations that are open. It asks again every two seconds (`interval`).
export default (place, { token }) => {
  const element = document.createElement('gantry-services');
  element.token = token;
  place.append(element);
};
