using System.Buffers;
using System.IO.Pipelines;
using Gantry.Contracts;
using Gantry.Dicom;

namespace Gantry.Plugins.DicomWeb;

/// <summary>A Part 10 file that comes in: what names it was read, the rest is read when it is stored.</summary>
internal sealed class ReceivedFile : ReceivedInstance
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
    private readonly PipeReader _rest;
    private ReadOnlyMemory<byte> _read;
    private bool _isWhole;

    private ReceivedFile(DicomFile file, ReadOnlyMemory<byte> read, PipeReader rest)
    {
        (_file, _read, _rest) = (file, read, rest);
        SopClass = Named(file.FileMeta?.MediaStorageSopClassUid, Tags.SOPClassUID);
        SopInstance = Named(file.FileMeta?.MediaStorageSopInstanceUid, Tags.SOPInstanceUID);
        Study = Named(null, Tags.StudyInstanceUID);
        Series = Named(null, Tags.SeriesInstanceUID);
    }

    /// <inheritdoc/>
    public override TransferSyntax TransferSyntax => _file.TransferSyntax;

    /// <summary>The data set, with what was read of it already. To be read once, and disposed by the caller.</summary>
    public override InstanceContent Content => _isWhole
        ? new(SopClass, SopInstance, TransferSyntax, PipeReader.Create(new ReadOnlySequence<byte>(_read)), _read.Length)
        : new(
            SopClass, SopInstance, TransferSyntax, PipeReader.Create(new PrecededStream(_read, _rest.AsStream(leaveOpen: true)), new StreamPipeReaderOptions(bufferSize: 65_536)),
            InstanceContent.UnknownLength);

    /// <inheritdoc/>
    public override async ValueTask<bool> TryReadWholeAsync(int longest, CancellationToken cancellationToken)
    {
        var whole = new ArrayBufferWriter<byte>(Math.Max(_read.Length * 2, 16_384));
        whole.Write(_read.Span);
        while (!_isWhole && whole.WrittenCount <= longest)
        {
            var read = await _rest.ReadAsync(cancellationToken).ConfigureAwait(false);
            foreach (var segment in read.Buffer)
            {
                whole.Write(segment.Span);
            }

            _rest.AdvanceTo(read.Buffer.End);
            _isWhole = read.IsCompleted;
        }

        _read = whole.WrittenMemory;
        return _isWhole;
    }

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
