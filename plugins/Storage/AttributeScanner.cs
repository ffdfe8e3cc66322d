using System.Buffers;
using System.IO.Pipelines;
using Gantry.Dicom;

namespace Gantry.Plugins.Storage;

/// <summary>Picks what the catalog keeps out of a data set as it passes by: everything before the pixel data but long values.</summary>
/// <remarks>
/// Memory is bounded by <see cref="MaximumBytes"/>. A data set with more attributes than that (the functional groups of thousands of frames) is stored
/// whole, and catalogued with those that come first.
/// </remarks>
internal sealed class AttributeScanner(TransferSyntax transferSyntax)
{
    /// <summary>The longest value that is kept, in bytes.</summary>
    public const int MaximumValueBytes = 64 * 1024;

    /// <summary>The most that is kept, in bytes.</summary>
    public const int MaximumBytes = 2 * 1024 * 1024;

    private static readonly DataSetReaderOptions Options = new()
    {
        StopBefore = new Tag(0x7FE0_0000),
        MaximumValueBytes = MaximumValueBytes,
        MaximumBytes = MaximumBytes,
        KeepsWhatPrecedesFault = true,
    };

    private readonly DataSetScanner _scanner = new(transferSyntax, Options);

    /// <summary>True once no more bytes are needed.</summary>
    public bool IsDone { get; private set; }

    /// <summary>Why the data set cannot be understood; null where it can.</summary>
    public DicomEncodingException? Fault => _scanner.Fault is { } fault && !IsCut ? fault : null;

    /// <summary>True where attributes were left out because there are too many.</summary>
    public bool IsCut { get; private set; }

    /// <summary>The attributes.</summary>
    public DicomDataSet Attributes => _scanner.DataSet;

    /// <summary>Takes what it needs off a pipe.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public async ValueTask ScanAsync(PipeReader dataSet, CancellationToken cancellationToken)
    {
        while (!IsDone)
        {
            var read = await dataSet.ReadAsync(cancellationToken).ConfigureAwait(false);
            var used = Scan(read.Buffer, read.IsCompleted);
            dataSet.AdvanceTo(read.Buffer.GetPosition(used), read.Buffer.End);
        }
    }

    /// <summary>Takes the next bytes.</summary>
    /// <returns>How many it is done with; the others have to be given again, with those that follow.</returns>
    public long Scan(in ReadOnlySequence<byte> bytes, bool isCompleted)
    {
        if (IsDone)
        {
            return bytes.Length;
        }

        IsDone = _scanner.Scan(bytes, isCompleted, out var consumed) != DataSetScanStatus.NeedsMore;
        IsCut = _scanner.Fault is { IsMaximumBytes: true };
        return IsDone ? bytes.Length : consumed;
    }
}
