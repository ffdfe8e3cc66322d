import '@gantry/workstation/viewer';

// A study, in the grid that its rules say. The token is a property, and never an attribute that a page would show.
export default (place, { study, authorization }) => {
  const viewer = document.createElement('gantry-viewer');
  viewer.src = '/dicom-web';
  viewer.study = study;
  viewer.authorization = authorization;
  viewer.style.height = '70vh';
  place.append(viewer);
};
