export { DicomWebSource } from './dicomWeb.js';
export { DiscSource } from './disc.js';
export { DiscScripts } from './discScripts.js';
export type { ArrivalProgress, ImageSource, StudyPage, StudyQuery } from './imageSource.js';
export { ChosenFiles, filesOfFolder, filesOfInput, type MediaFiles } from './mediaFiles.js';
export { RemoteSource, type RemoteArchive, type Retrieve } from './remote.js';
export { ServerArchive } from './serverArchive.js';
export { AdminClient } from '../admin/client.js';
export { Http, HttpProblem } from '../net/http.js';
