import '@gantry/workstation/search';
import '@gantry/workstation/viewer';

// Search, and open what is chosen. `columns`, `actions` and `filters` are a page's own to set.
export default (place, { authorization }) => {
  const [search, viewer] = [document.createElement('gantry-search'), document.createElement('gantry-viewer')];
  Object.assign(search, { src: '/dicom-web', authorization });
  search.addEventListener('study-chosen', ({ study, source }) => {
    Object.assign(viewer, { source, study: study.studyInstanceUid, authorization });
  });
  viewer.style.height = '60vh';
  place.append(search, viewer);
};
