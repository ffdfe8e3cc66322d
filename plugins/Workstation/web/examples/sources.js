import '@gantry/workstation/viewer';
import { DiscSource, filesOfInput } from '@gantry/workstation/sources';

// A folder or a disc that a person chooses. Nothing leaves the computer.
export default (place) => {
  const [input, viewer] = [document.createElement('input'), document.createElement('gantry-viewer')];
  Object.assign(input, { type: 'file', webkitdirectory: true, multiple: true, ariaLabel: 'Folder with images' });
  input.addEventListener('change', async () => {
    const { signal } = new AbortController();
    const source = await DiscSource.open('Folder', filesOfInput(input.files), signal);
    const { studies: [study] } = await source.findStudies({}, 0, 1, signal);
    Object.assign(viewer, { source, study: study?.studyInstanceUid ?? '' });
  });
  viewer.style.height = '60vh';
  place.append(input, viewer);
};
