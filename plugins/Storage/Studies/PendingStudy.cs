using Gantry.Dicom;

namespace Gantry.Plugins.Storage;

/// <summary>A study to which instances come.</summary>
/// <param name="Study">The study.</param>
/// <param name="LastReceivedAt">When the last one came.</param>
/// <param name="Expected">How many there are to be; null where nobody said.</param>
/// <param name="Caller">Who sent the last one.</param>
internal sealed record PendingStudy(Uid Study, DateTimeOffset LastReceivedAt, long? Expected, AETitle Caller);
