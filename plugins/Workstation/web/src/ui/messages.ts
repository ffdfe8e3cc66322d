/** All texts of the elements. Another language is another object of the same shape, which may leave out what it has no words for. */
export const english = {
  'common.close': 'Close', 'common.cancel': 'Cancel', 'common.save': 'Save', 'common.refresh': 'Refresh', 'common.retry': 'Try again', 'common.loading': 'Loading…',
  'common.more': 'Show more', 'common.none': 'None', 'common.yes': 'Yes', 'common.no': 'No', 'common.confirm': 'Do it', 'common.name': 'Name', 'common.remove': 'Remove',
  'common.add': 'Add', 'common.export': 'Export', 'common.failed': 'It was not done: {reason}',
  'common.noAnswer': 'The server does not answer: {reason}', 'common.notAllowed': 'The server refuses the token.',

  'viewer.label': 'Images', 'viewer.noStudy': 'No study is open.', 'viewer.noImages': 'This series has no images to show.', 'viewer.series': 'Series', 'viewer.tools': 'Tools',
  'viewer.image': 'Image {index} of {count}', 'viewer.window': 'W {width} C {center}', 'viewer.zoom': 'Zoom {percent} %', 'viewer.empty': 'Empty view {number}',
  'viewer.keyDocument': 'In a document: {titles}', 'viewer.view': 'View {number}: {description}', 'viewer.failed': 'This image cannot be shown: {reason}', 'viewer.seriesFailed': 'This series cannot be read: {reason}',
  'viewer.loaded': '{loaded} of {count} images loaded', 'viewer.images': '{count} images', 'viewer.oneImage': '1 image', 'viewer.others': '{count} without images', 'viewer.arriving': '{completed} of {total} received',
  'viewer.arrivingSome': '{completed} received', 'viewer.arrivalFailed': 'No more of this study comes: {reason}', 'viewer.keyImage': 'Key image', 'viewer.arrowText': 'Text of the arrow',
  'viewer.presets': 'Window', 'viewer.layout': 'Layout', 'viewer.rate': 'Images per second', 'viewer.keys': 'Keys', 'viewer.tags': 'Attributes', 'viewer.notDiagnostic': 'Not for diagnosis',
  'mpr.axial': 'Axial', 'mpr.coronal': 'Coronal', 'mpr.sagittal': 'Sagittal', 'mpr.place': '{place} mm', 'mpr.not': 'This series cannot be shown in other planes: {reason}', 'mpr.few': 'it has fewer than three images.',
  'mpr.frames': 'it has images of several frames.', 'mpr.noPlaces': 'its images do not say where in the patient they lie, or are not parallel.', 'mpr.mixed': 'its images are of different sizes, or of different frames of reference.',
  'mpr.color': 'its images are in colour.', 'mpr.uneven': 'its images are not evenly spaced: some are missing, or are there twice.', 'mpr.tilted': 'its slices are tilted (the gantry was), so that other planes would be deformed.',
  'mpr.large': 'it has more pixels than this browser may hold.', 'command.mpr.toggle': 'Other planes (MPR)',
  'spacing.patient': 'mm in the patient', 'spacing.detector': 'mm at the detector', 'spacing.estimated': 'mm, magnification estimated', 'spacing.regions': 'mm within regions',
  'spacing.none': 'no spacing: pixels',
  'preset.softTissue': 'Soft tissue', 'preset.lung': 'Lung', 'preset.bone': 'Bone', 'preset.brain': 'Brain', 'preset.liver': 'Liver', 'preset.mediastinum': 'Mediastinum',
  'preset.angiography': 'Angiography', 'preset.abdomen': 'Abdomen', 'preset.default': 'As the image says',
  'tool.window': 'Window', 'tool.pan': 'Pan', 'tool.zoom': 'Zoom', 'tool.scroll': 'Scroll', 'tool.magnify': 'Magnify', 'tool.length': 'Length', 'tool.angle': 'Angle',
  'tool.cobb': 'Cobb angle', 'tool.bidirectional': 'Two diameters', 'tool.ellipse': 'Ellipse', 'tool.rectangle': 'Rectangle', 'tool.freehand': 'Freehand', 'tool.probe': 'Probe',
  'tool.arrow': 'Arrow',
  'command.image.next': 'Next image', 'command.image.previous': 'Previous image', 'command.image.first': 'First image', 'command.image.last': 'Last image',
  'command.image.forward': 'Ten images on', 'command.image.back': 'Ten images back', 'command.series.next': 'Next series', 'command.series.previous': 'Previous series',
  'command.view.next': 'Next view', 'command.view.previous': 'Previous view', 'command.cine.toggle': 'Play or stop', 'command.cine.faster': 'Play faster',
  'command.cine.slower': 'Play slower', 'command.zoom.in': 'Zoom in', 'command.zoom.out': 'Zoom out', 'command.zoom.fit': 'Fit to view', 'command.zoom.pixel': 'Pixel for pixel',
  'command.rotate.right': 'Rotate right', 'command.rotate.left': 'Rotate left', 'command.flip.horizontal': 'Flip left and right', 'command.flip.vertical': 'Flip top and bottom',
  'command.invert': 'Invert', 'command.reset': 'Reset', 'command.window.default': 'Window as the image says', 'command.window.n': 'Window {number}',
  'command.annotation.delete': 'Delete what is selected', 'command.annotation.deleteAll': 'Delete all that was drawn', 'command.undo': 'Undo', 'command.redo': 'Redo',
  'command.cancel': 'End what is being drawn', 'command.keyImage.toggle': 'Mark as key image', 'command.overlay.toggle': 'Show or hide texts', 'command.tags.show': 'Show attributes',
  'command.link.toggle': 'Scroll views together', 'command.referenceLines.toggle': 'Reference lines', 'command.keys.show': 'Show keys', 'command.fullscreen.toggle': 'Full screen',
  'command.layout.n': 'Layout {layout}', 'command.tool.n': 'Tool: {tool}',
  'tags.filter': 'Filter attributes', 'tags.tag': 'Tag', 'tags.value': 'Value', 'tags.private': 'Private', 'tags.unknown': 'Unknown', 'tags.bulk': '{vr}, not shown', 'tags.items': '{count} items',

  'search.label': 'Studies', 'search.patientName': 'Patient', 'search.patientId': 'Patient ID', 'search.patientBirthDate': 'Birth date', 'search.accessionNumber': 'Accession number',
  'search.studyDate': 'Date', 'search.from': 'From', 'search.to': 'To', 'search.studyDescription': 'Description', 'search.modalities': 'Modality', 'search.counts': 'Series / images',
  'search.source': 'Where', 'search.go': 'Search', 'search.clear': 'Clear', 'search.open': 'Open {name}', 'search.nothing': 'No study matches.', 'search.found': '{count} studies',
  'search.foundMore': 'The first {count} studies', 'search.sort': 'Sort by {column}', 'search.fuzzy': 'Names that sound alike', 'search.columnFailed': 'The column {column} cannot be shown: {reason}', 'search.help': 'Part of a text is enough; "quotes" for the whole.',

  'services.label': 'Services', 'services.plugins': 'Plugins', 'services.associations': 'Associations', 'services.retired': 'Versions before', 'services.version': 'Version',
  'services.state': 'State', 'services.serves': 'Serves', 'services.operations': 'Operations', 'services.health': 'Health', 'services.load': 'Load', 'services.reload': 'Reload',
  'services.unload': 'Unload', 'services.rollback': 'Roll back', 'services.promote': 'Give it all', 'services.cancel': 'Cancel what the old version does',
  'services.canary': 'Percent of operations for the new version at first; empty for all', 'services.drain': 'What is under way', 'services.drainUsual': 'As the server is set',
  'services.drainWait': 'Goes on to its end', 'services.drainCancel': 'Is cancelled at the deadline', 'services.deadline': 'Deadline in seconds', 'services.install': 'Install from a folder',
  'services.folder': 'Folder on the server', 'services.confirmUnload': 'Unload {id}? Peers that ask for what it serves are refused.', 'services.done': '{id}: {action} done.',
  'services.healthOf': '{command}: {operations}, {failures} failed, {median} ms', 'services.onTrial': '{version} on trial, gets {gets}', 'services.collected': 'gone from memory',
  'services.draining': 'still works', 'services.unloaded': 'unloaded', 'services.peer': 'Peer', 'services.calling': 'Calling AE', 'services.called': 'Called AE', 'services.age': 'Open for',
  'services.bytes': 'Received / sent', 'services.abort': 'Abort', 'services.confirmAbort': 'Abort the association with {ae}? What it is sending is lost.', 'services.noAssociations': 'No association is open.',
  'services.status': '{ae} {version}: {serving} plugins serve, {refused} are refused, {associations} associations', 'services.catalog': '{studies} studies, {instances} instances, {size}',
  'config.databases': 'Database', 'databases.serving': 'The database that serves', 'databases.plugin': 'Plugin', 'databases.database': 'Database', 'databases.tables': 'Tables', 'databases.upToDate': 'They are up to date: {last}',
  'databases.pending': 'They wait for: {names}', 'databases.check': 'Test', 'databases.migrate': 'Bring up to date', 'databases.sound': 'It answers, and is sound.', 'databases.move': 'Another database', 'databases.to': 'To',
  'databases.moveHelp': 'All that the database keeps is copied while the server goes on, and compared; then the other serves, and this one is kept like it until you let go of it. What was in the other is replaced.',
  'databases.noOther': 'No other plugin with a database is there.', 'databases.begin': 'Move', 'databases.confirmMove': 'Move to the database of {to}? What is in that database is replaced.', 'databases.standby': 'Kept like it', 'databases.state': 'State',
  'databases.toSwitch': 'serves as soon as both are alike', 'databases.progress': 'Progress', 'databases.counts': '{compared} compared, {written} written, {removed} removed, {pending} changes wait', 'databases.switch': 'Change places',
  'databases.confirmSwitch': 'Have the database of {standby} serve, as soon as both are alike?', 'databases.finish': 'Let go of it', 'databases.confirmFinish': 'Keep the database of {standby} no longer like the one that serves? A move that has not switched yet is given up.',
  'databases.test': 'Test the connection', 'databases.testHelp': 'Opens it with the settings below, saved or not. Nothing is changed there.', 'databases.testedEmpty': '{database}: it answers, and has no tables yet.', 'databases.testedReady': '{database}: it answers, and its tables are up to date ({last}).', 'databases.testedOlder': '{database}: it answers, and its tables wait for {names}.',
  'databases.settings': 'Settings', 'databases.settingsHelp': 'A plugin that lies ready tells its settings when it was tried first: a move that it is not ready for changes nothing, and says what is missing.',
  'services.listeners': 'Listeners', 'services.listener': 'Listener', 'services.endpoint': 'Where', 'services.titles': 'AE titles', 'services.serving': 'Serves', 'services.paused': 'Paused', 'services.stopped': 'Stopped', 'services.start': 'Start',
  'services.pause': 'Pause', 'services.resume': 'Resume', 'services.confirmPausePlugin': 'What would go to it is refused from now on, as something to be tried again later. What is under way goes on, and so does what others use of it. It stays paused until it is resumed, over other versions and restarts.', 'services.stop': 'Stop', 'services.confirmPause': 'Associations are rejected for the moment, so that peers try again later, until it is started. Those that are open go on.',
  'services.confirmStop': 'The port is closed until it is started, over restarts of the server. Associations that are open go on.', 'services.abortAll': 'Abort those that are open, too ({count})',
  'services.why': 'What keeps old versions in memory',

  'log.label': 'Log', 'log.server': 'Server log', 'log.transactions': 'Transactions', 'log.level': 'Level', 'log.plugin': 'Plugin', 'log.time': 'Time', 'log.message': 'Message',
  'log.follow': 'Follow', 'log.pause': 'Pause', 'log.ae': 'AE title', 'log.command': 'Command', 'log.status': 'Status', 'log.type': 'Type', 'log.kind': 'Kind', 'log.text': 'Text',
  'log.from': 'From', 'log.to': 'To', 'log.study': 'Study', 'log.duration': 'Duration', 'log.older': 'Older', 'log.details': 'Record {number}', 'log.dataSet': 'Data set',
  'log.noDataSet': 'No data set was kept.', 'log.nothing': 'Nothing to show.', 'log.setLevel': 'Set level', 'log.levelOf': 'Level of {name}', 'log.everything': 'everything', 'log.any': 'Any',
  'log.previous': 'Previous', 'log.next': 'Next', 'log.direction': 'Direction',

  'config.label': 'Configuration', 'config.settings': 'Settings', 'config.nodes': 'AE titles', 'config.refusals': 'Refused callers', 'config.plugin': 'Plugin', 'config.default': 'Default: {value}',
  'config.reset': 'Back to default', 'config.live': 'Applies at once', 'config.reload': 'Loads the plugin anew', 'config.secret': 'Kept secret; empty leaves it as it is', 'config.saved': 'Saved. {effect}',
  'config.unchanged': 'Nothing was changed.', 'config.unknown': 'Of another version: {names}', 'config.noSettings': 'This plugin has no settings.', 'config.required': 'A value is needed.',
  'config.range': 'From {least} to {most}', 'config.least': '{least} or more', 'config.most': '{most} or less', 'config.aeTitle': 'AE title', 'config.host': 'Host', 'config.port': 'Port',
  'config.alias': 'Alias', 'config.addresses': 'Calls from', 'config.operations': 'May', 'config.maximum': 'Most associations', 'config.certificates': 'Certificates', 'config.addNode': 'Add AE title',
  'config.editNode': 'Change {ae}', 'config.confirmRemove': 'Remove {ae}? It cannot call any more, and nothing can be sent to it.', 'config.allow': 'Allow', 'config.reason': 'Reason',
  'config.times': 'Times', 'config.last': 'Last', 'config.noRefusals': 'Nobody was refused.', 'config.noNodes': 'No AE title is known.', 'config.lines': 'One in a line',
  'config.badAeTitle': 'An AE title has 1 to 16 characters of ASCII without backslash.', 'config.badPort': 'A port is a number from 1 to 65535.', 'config.badNumber': 'A number is needed.',
  'config.users': 'Users', 'config.echo': 'Echo', 'config.echoed': '{ae} answered {status} after {time} ms.',
  'config.badWholeNumber': 'A whole number is needed.', 'config.badTime': 'A time is needed: hours:minutes:seconds, days before it with a dot.', 'config.badPattern': 'It has not the form that is needed.',
  'config.tooShort': 'At least {least} characters are needed.', 'config.tooLong': 'At most {most} characters.', 'config.badChoice': 'One of {choices} is needed.',

  'disc.title': 'Images of this disc', 'disc.choose': 'Choose the disc', 'disc.chooseHelp': 'Choose the drive or folder that has the file DICOMDIR. Nothing leaves this computer, whatever the browser calls it.',
  'disc.reading': 'Looking through {all} files: {read}', 'disc.failed': 'There is nothing to show: {reason}', 'disc.noDirectory': '{reason} The files were looked through instead.', 'disc.drop': 'Or drop a folder here.',
  'disc.other': 'Choose another folder',

  'import.choose': 'Store files…', 'import.drop': 'Drop files, folders or ZIP files to store them on the server.', 'import.running': 'Storing {done} of {total} files', 'import.done': '{stored} files stored', 'import.failed': '{count} were not stored',
  'import.skipped': '{count} are no DICOM files', 'import.cancel': 'Stop', 'import.hide': 'Hide',

  'account.signIn': 'Sign in', 'account.name': 'Name', 'account.password': 'Password', 'account.newPassword': 'New password', 'account.newPasswordNeeded': 'The password is right, and has to be changed now.',
  'account.byToken': 'Sign in by a token', 'account.token': 'Token', 'account.useToken': 'Use the token', 'account.tokenHelp': 'A token of your own, or that of admin.json in the server\'s data folder.',

  'users.add': 'Add user', 'users.edit': 'Change {name}', 'users.none': 'There are no users.', 'users.displayName': 'Called', 'users.roles': 'Roles', 'users.state': 'State', 'users.lastLogin': 'Last login',
  'users.never': 'never', 'users.password': 'New password, to be changed at the next login', 'users.disabled': 'May not log in', 'users.good': 'May log in', 'users.locked': 'Locked until {time}', 'users.noPassword': 'Has no password',
  'users.mustChange': 'Has to change the password', 'users.unlock': 'Forget failed logins', 'users.confirmRemove': 'Remove {name}, with all sessions and tokens?', 'users.roleAdd': 'Add role', 'users.rights': 'Rights',
  'users.description': 'What it is for', 'users.confirmRemoveRole': 'Remove the role {name}? Users who have it lose its rights.',

  'transfers.all': 'Show what has ended, too', 'transfers.fetches': 'Coming from other archives', 'transfers.retrievals': 'Sent to others', 'transfers.none': 'Nothing.', 'transfers.from': 'From', 'transfers.to': 'To',
  'transfers.what': 'What', 'transfers.state': 'State', 'transfers.progress': 'Progress', 'transfers.by': 'Asked by', 'transfers.begun': 'Since', 'transfers.counts': '{done} of {total}', 'transfers.failures': '{failed} failed',
  'transfers.waiting': 'Waiting', 'transfers.running': 'Under way', 'transfers.paused': 'Paused', 'transfers.done': 'Done', 'transfers.failed': 'Failed', 'transfers.pause': 'Pause', 'transfers.resume': 'Resume',
  'transfers.cancel': 'Cancel', 'transfers.priorityOf': 'Priority of {what}', 'workstation.transfers': 'Transfers',

  'actions.retrieve': 'Retrieve…', 'retrieve.title': 'Have them sent here', 'retrieve.do': 'Retrieve', 'retrieve.priority': 'Priority', 'retrieve.usual': 'as usual', 'retrieve.high': 'before others', 'retrieve.low': 'when nothing else waits',
  'retrieve.help': 'What somebody opens comes first in any case.', 'retrieve.ordered': '{count} studies are in the queue: the transfers show how far each is, and there it is paused and cancelled.', 'transfers.priority': 'Priority',
  'actions.send': 'Send…', 'actions.export': 'Export…', 'actions.media': 'Disc…', 'actions.label': 'With the chosen studies', 'actions.chosen': '{count} chosen', 'actions.choose': 'Choose {name}', 'actions.chooseAll': 'Choose all that are shown',
  'actions.more': 'and {count} more', 'actions.delete': 'Delete…',
  'delete.title': 'Delete for good', 'delete.do': 'Delete', 'delete.reason': 'Reason', 'delete.what': 'Studies: {studies}, series: {series}, instances: {instances}, {size}. They are deleted from this server.',
  'delete.help': 'The transaction log and the audit trail tell who deleted them, and why: no patient data here. Nobody finds them any more at once, and nothing brings them back but sending them again.',
  'delete.done': 'Deleted. Studies: {studies}, series: {series}, instances: {instances}.',
  'send.title': 'Send to another AE', 'send.do': 'Send', 'send.to': 'To', 'send.as': 'Images as', 'send.asStored': 'they are stored', 'send.native': 'uncompressed', 'send.jpegLs': 'JPEG-LS, lossless',
  'send.jpeg2000': 'JPEG 2000, lossless', 'send.jpeg': 'JPEG, lossless', 'send.rle': 'RLE, lossless', 'send.noNodes': 'No AE is known that something could be sent to: the configuration has them.',
  'send.help': 'What the other AE does not take so, and what was compressed with loss before, is sent as it is stored.', 'send.done': 'It is being sent to {to}: the transfers show how far it is.',
  'export.title': 'Export as a ZIP', 'export.do': 'Export', 'export.deidentify': 'De-identify', 'export.dates': 'Dates', 'export.dates.remove': 'are removed', 'export.dates.shift': 'are moved, all of a patient by the same number of days',
  'export.dates.keep': 'are kept', 'export.patientId': 'Patient ID (empty: one is made up)', 'export.patientName': 'Patient name (empty: one is made up)', 'export.help': 'DICOM files with a DICOMDIR, as they are stored.',
  'export.pixels': 'Pixels are not changed: text that is burned into them stays. WARNINGS.TXT says which images somebody has to look at.', 'export.received': '{size} received', 'export.done': '{size} exported.',
  'export.begun': 'The browser is receiving it, with its downloads.',
  'media.orderTitle': 'Have a disc made', 'media.order': 'Order', 'media.ordered': 'It is ordered: the page of media shows how far it is.', 'media.device': 'Device', 'media.usual': 'as usual', 'media.profile': 'Profile', 'media.copies': 'Copies',
  'media.label': 'Label', 'media.priority': 'Priority', 'media.priority.Low': 'low', 'media.priority.Medium': 'medium', 'media.priority.High': 'high', 'media.viewer': 'With a viewer', 'media.split': 'Over several media where one does not hold it',
  'media.lossy': 'May be compressed with loss', 'media.deidentify': 'De-identified', 'media.requests': 'Requests', 'media.devices': 'Devices', 'media.none': 'Nothing is to be made.', 'media.noDevices': 'There is no device.', 'media.all': 'Show what has ended, too',
  'media.state': 'State', 'media.progress': 'Progress', 'media.instances': 'Images', 'media.by': 'Ordered by', 'media.since': 'Since', 'media.cancel': 'Cancel', 'media.repeat': 'Make again', 'media.made': '{made} of {total}',
  'media.status.IDLE': 'Not ordered yet', 'media.status.PENDING': 'Waits', 'media.status.CREATING': 'Is being made', 'media.status.DONE': 'Made', 'media.status.FAILURE': 'Not made', 'media.media': 'Makes', 'media.condition': 'Condition',
  'media.condition.Ready': 'ready', 'media.condition.Busy': 'busy', 'media.condition.OutOfSupplies': 'out of supplies', 'media.condition.NeedsOperator': 'needs an operator', 'media.condition.NeedsService': 'needs service', 'media.condition.Failed': 'failed', 'workstation.media': 'Media', 'workstation.statistics': 'Statistics',
  'statistics.received': 'Received', 'statistics.held': 'Stored', 'statistics.by': 'By', 'statistics.by.day': 'Day', 'statistics.by.ae': 'AE title', 'statistics.by.modality': 'Modality', 'statistics.instances': 'Instances',
  'statistics.series': 'Series', 'statistics.bytes': 'Size', 'statistics.nothing': 'Nothing came in these days.', 'statistics.others': 'all others', 'statistics.all': '{patients} patients, {studies} studies, {series} series, {instances} instances, {size}',
  'priors.title': 'Other studies of the patient', 'priors.none': 'There are none here.', 'priors.noId': 'The study has no Patient ID.', 'priors.elsewhere': 'Look in other archives', 'priors.open': 'Show beside, or close', 'priors.beside': 'Beside: {study}',
  'priors.sameDay': 'the same day', 'priors.days.earlier': '{count} days earlier', 'priors.months.earlier': '{count} months earlier', 'priors.years.earlier': '{count} years earlier',
  'priors.days.later': '{count} days later', 'priors.months.later': '{count} months later', 'priors.years.later': '{count} years later',
  'sources.notStored': '{count} instances were not stored (status {reason}H).', 'keyObjects.none': 'No image is marked as key image.', 'keyObjects.saved': '{count} key images were saved as a document of the study.', 'keyObjects.cannot': 'What is shown here takes no documents.',
  'command.keyImage.save': 'Save key images as a document',
  'keys.help': 'Choose a command, then press its key. Escape leaves it as it is.', 'keys.change': 'Change', 'keys.changeOf': 'Change the key for {command}', 'keys.press': 'Press a key…', 'keys.usual': 'The usual keys',
  'examples.title': 'The elements of Gantry, in use on this server', 'examples.elements': 'Elements', 'examples.live': 'In use', 'examples.code': 'Its code', 'examples.signIn': 'The examples ask this server in your name.', 'examples.sources': 'A folder or disc',
  'modules.failed': '{title} cannot be shown: {reason}', 'modules.reload': 'Load the page anew', 'modules.noElement': '{script} does not define {element}.',
  'workstation.title': 'Gantry', 'workstation.studies': 'Studies', 'workstation.services': 'Services', 'workstation.log': 'Log', 'workstation.config': 'Configuration', 'workstation.signOut': 'Sign out', 'workstation.local': 'This server',
  'workstation.openFolder': 'Open folder…', 'workstation.nothing': 'Nothing here is yours to see: your roles have no rights for it.', 'workstation.theme': 'Dark or light', 'workstation.skip': 'To the content', 'workstation.pages': 'Pages',
} as const;

/** The name of a text. */
export type MessageKey = keyof typeof english;

let messages: Record<MessageKey, string> = english;

/** Has all elements speak another language; what it leaves out stays English. Call it before an element is drawn. */
export function setMessages(translation: Partial<Record<MessageKey, string>>): void {
  messages = { ...english, ...translation };
}

/** A text, its places filled: `{name}` is the value of that name. */
export function message(key: MessageKey, values: Readonly<Record<string, string | number>> = {}): string {
  return messages[key].replaceAll(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place));
}

/** Whether there is such a text: for names that come from a server. */
export const isMessage = (key: string): key is MessageKey => key in english;
