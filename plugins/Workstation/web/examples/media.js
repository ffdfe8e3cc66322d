import '@gantry/workstation/media';

// The media that are to be made, and the devices.
export default (place, { token }) => {
  const element = document.createElement('gantry-media');
  element.token = token;
  place.append(element);
};
