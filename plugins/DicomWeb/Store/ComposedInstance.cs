using System.Buffers.Binary;
using System.IO.Pipelines;
using System.Text;
using Gantry.Contracts;
using Gantry.Dicom;

namespace Gantry.Plugins.DicomWeb;

/// <summary>A value that lies in a file.</summary>
internal sealed record BulkValue(Tag Tag, Vr Vr, long Offset, long Length);

/// <summary>An instance of a data set and values that lie in a file: written in Explicit VR Little Endian while it is read.</summary>
internal sealed class ComposedInstance : ReceivedInstance
{
    private readonly List<(ReadOnlyMemory<byte> Before, BulkValue? Value)> _segments = [];
    private readonly string _file;
    private readonly long _length;

    /// <param name="dataSet">The data set without those values.</param>
    /// <param name="values">The values of its top level.</param>
    /// <param name="file">The file.</param>
    public ComposedInstance(DicomDataSet dataSet, IEnumerable<BulkValue> values, string file)
    {
        _file = file;
        (SopClass, SopInstance, Study, Series) = (UidOf(dataSet, Tags.SOPClassUID), UidOf(dataSet, Tags.SOPInstanceUID), UidOf(dataSet, Tags.StudyInstanceUID), UidOf(dataSet, Tags.SeriesInstanceUID));
        var rest = new Queue<DicomElement>(dataSet.Where(element => element.Tag.Group > 0x0002));
        foreach (var value in values.DistinctBy(value => value.Tag).OrderBy(value => value.Tag))
        {
            var before = new MemoryStream();
            before.Write(Encode(rest, value.Tag));
            before.Write(Header(value));
            _segments.Add((before.ToArray(), value));
            _length += before.Length + value.Length + (value.Length & 1);
        }

        ReadOnlyMemory<byte> last = Encode(rest, null);
        _segments.Add((last, null));
        _length += last.Length;
    }

    /// <inheritdoc/>
    public override TransferSyntax TransferSyntax => TransferSyntax.ExplicitVRLittleEndian;

    /// <inheritdoc/>
    public override InstanceContent Content
    {
        get
        {
            var pipe = new Pipe();
            _ = WriteAsync(pipe.Writer);
            return new InstanceContent(SopClass, SopInstance, TransferSyntax, pipe.Reader, _length);
        }
    }

    /// <summary>True: all of it is here.</summary>
    public override ValueTask<bool> TryReadWholeAsync(int longest, CancellationToken cancellationToken) => ValueTask.FromResult(true);

    // Whoever reads is told what fails; and where nobody reads any more, this ends.
    private async Task WriteAsync(PipeWriter output)
    {
        Exception? failure = null;
        try
        {
            using var file = new FileStream(_file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, useAsync: true);
            foreach (var (before, value) in _segments)
            {
                if ((await output.WriteAsync(before).ConfigureAwait(false)).IsCompleted || (value is not null && !await CopyAsync(file, value, output).ConfigureAwait(false)))
                {
                    break;
                }
            }
        }
        catch (IOException unreadable)
        {
            failure = unreadable;
        }

        await output.CompleteAsync(failure).ConfigureAwait(false);
    }

    private static async Task<bool> CopyAsync(FileStream file, BulkValue value, PipeWriter output)
    {
        file.Position = value.Offset;
        for (var left = value.Length; left > 0;)
        {
            var memory = output.GetMemory(65_536);
            var read = await file.ReadAsync(memory[..(int)Math.Min(memory.Length, left)]).ConfigureAwait(false);
            if (read == 0)
            {
                throw new EndOfStreamException("The bulk data end before their end.");
            }

            left -= read;
            output.Advance(read);
            if ((await output.FlushAsync().ConfigureAwait(false)).IsCompleted)
            {
                return false;
            }
        }

        if (value.Length % 2 != 0)
        {
            output.GetSpan(1)[0] = value.Vr == Vr.UC || value.Vr == Vr.UT || value.Vr == Vr.LT || value.Vr == Vr.ST ? (byte)' ' : (byte)0;
            output.Advance(1);
        }

        return true;
    }

    private static byte[] Encode(Queue<DicomElement> rest, Tag? end)
    {
        var builder = new DicomDataSetBuilder();
        while (rest.TryPeek(out var element) && (end is null || element.Tag.CompareTo(end.Value) < 0))
        {
            builder.Set(rest.Dequeue());
        }

        // The value that is elsewhere takes the place of one that is empty.
        if (end is not null && rest.TryPeek(out var same) && same.Tag == end)
        {
            rest.Dequeue();
        }

        return DataSetWriter.ToArray(builder.Build(), TransferSyntax.ExplicitVRLittleEndian);
    }

    private static byte[] Header(BulkValue value)
    {
        var header = new byte[value.Vr.IsLongForm ? 12 : 8];
        BinaryPrimitives.WriteUInt16LittleEndian(header, value.Tag.Group);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(2), value.Tag.Element);
        Encoding.ASCII.GetBytes(value.Vr.ToString(), header.AsSpan(4));
        var length = value.Length + (value.Length & 1);
        if (value.Vr.IsLongForm)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(8), (uint)length);
        }
        else
        {
            BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(6), (ushort)length);
        }

        return header;
    }

    private static Uid UidOf(DicomDataSet dataSet, Tag tag) => dataSet.TryGetUid(tag, out var uid) ? uid : default;
}
