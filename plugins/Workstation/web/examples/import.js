import '@gantry/workstation/import';

// Stores files, those in ZIP files, too, and says how far it is.
export default (place, { authorization }) => {
  const [input, element] = [document.createElement('input'), document.createElement('gantry-import')];
  Object.assign(input, { type: 'file', multiple: true, ariaLabel: 'Files to store' });
  Object.assign(element, { src: '/dicom-web', authorization });
  input.addEventListener('change', () => element.add([...input.files].map((file) => [file.name, file])));
  place.append(input, element);
};
