import '@gantry/workstation/config';

// The settings of each plugin by its schema, the AEs that are known, and who was refused.
export default (place, { token }) => {
  const element = document.createElement('gantry-config');
  element.token = token;
  place.append(element);
};
