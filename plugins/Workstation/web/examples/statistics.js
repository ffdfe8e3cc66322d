import '@gantry/workstation/statistics';

// What came when and from whom, and how much there is.
export default (place, { token }) => {
  const element = document.createElement('gantry-statistics');
  element.token = token;
  place.append(element);
};
