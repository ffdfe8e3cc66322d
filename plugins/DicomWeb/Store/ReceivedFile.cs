using System.IO.Pipelines;
using Gantry.Contracts;
using Gantry.Dicom;

namespace Gantry.Plugins.DicomWeb;

/// <summary>A Part 10 file that comes in: what names it was read, the rest is read when it is stored.</summary>
internal sealed class ReceivedFile
{
    // What comes before the series: patient, study and equipment, with sequences of them.
    private const long MostBytesBefore = 2L << 20;

    private static readonly DataSetReaderOptions Head = new()
    {
        StopBefore = new Tag(0x0020_000F),
        MaximumBytes = MostBytesBefore,
        MaximumValueBytes = MostBytesBefore,
        KeepsWhatPrecedesFault = true,
    };

    private readonly DicomFile _file;
    private readonly ReadOnlyMemory<byte> _read;
    private readonly PipeReader _rest;

    private ReceivedFile(DicomFile file, ReadOnlyMemory<byte> read, PipeReader rest)
    {
        (_file, _read, _rest) = (file, read, rest);
        SopClass = Named(file.FileMeta?.MediaStorageSopClassUid, Tags.SOPClassUID);
        SopInstance = Named(file.FileMeta?.MediaStorageSopInstanceUid, Tags.SOPInstanceUID);
        Study = Named(null, Tags.StudyInstanceUID);
        Series = Named(null, Tags.SeriesInstanceUID);
    }

    /// <summary>The SOP class; empty where neither the file meta information nor the data set has one.</summary>
    public Uid SopClass { get; }

    /// <summary>The SOP instance; empty likewise.</summary>
    public Uid SopInstance { get; }

    /// <summary>The study; empty where the data set has none, or cannot be understood so far.</summary>
    public Uid Study { get; }

    /// <summary>The series; empty likewise.</summary>
    public Uid Series { get; }

    /// <summary>The data set, with what was read of it already. To be read once, and disposed by the caller.</summary>
    public InstanceContent Content => new(
        SopClass, SopInstance, _file.TransferSyntax, PipeReader.Create(new PrecededStream(_read, _rest.AsStream(leaveOpen: true)), new StreamPipeReaderOptions(bufferSize: 65_536)),
        InstanceContent.UnknownLength);

    /// <summary>Reads the beginning of a file.</summary>
    /// <exception cref="DicomEncodingException">It is none.</exception>
    /// <exception cref="MultipartException">The body that it is a part of is malformed.</exception>
    public static async ValueTask<ReceivedFile> ReadAsync(PipeReader content, CancellationToken cancellationToken)
    {
        var recording = new RecordingReader(content);
        var file = await DicomFile.ReadAsync(recording, Head, cancellationToken).ConfigureAwait(false);
        return new ReceivedFile(file, recording.Record[(int)file.DataSetOffset..], content);
    }

    private Uid Named(Uid? stated, Tag tag) => stated ?? (_file.DataSet.TryGetUid(tag, out var uid) ? uid : default);
}
