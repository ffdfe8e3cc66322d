using System.Collections.Immutable;
using System.Security.Cryptography;
using Gantry.Dicom;

namespace Gantry.Contracts;

/// <summary>The content of a record as bytes that are the same for what is the same, so that it can be compared without being kept.</summary>
internal sealed class TransferContent : IDisposable
{
    private readonly MemoryStream _bytes = new();
    private readonly BinaryWriter _writer;

    public TransferContent() => _writer = new BinaryWriter(_bytes);

    public byte[] Digest()
    {
        _writer.Flush();
        return SHA256.HashData(_bytes.GetBuffer().AsSpan(0, (int)_bytes.Length));
    }

    public TransferContent Add(string? text)
    {
        _writer.Write(text is not null);
        _writer.Write(text ?? "");
        return this;
    }

    public TransferContent Add(long number)
    {
        _writer.Write(number);
        return this;
    }

    /// <summary>A time, to the millisecond.</summary>
    public TransferContent Add(DateTimeOffset? time) => Add(time?.ToUnixTimeMilliseconds() ?? long.MinValue);

    public TransferContent Add(ImmutableArray<string> texts)
    {
        Add(texts.IsDefault ? 0 : texts.Length);
        foreach (var text in texts.IsDefault ? [] : texts)
        {
            Add(text);
        }

        return this;
    }

    /// <summary>A data set. Which character set it says it has is not content: its text is in UTF-8.</summary>
    public TransferContent Add(DicomDataSet? dataSet)
    {
        var bytes = dataSet is null ? [] : DataSetWriter.ToArray(new DicomDataSetBuilder(dataSet).Remove(Tags.SpecificCharacterSet).Build(), TransferSyntax.ExplicitVRLittleEndian);
        Add(dataSet is null ? -1 : bytes.Length);
        _writer.Write(bytes);
        return this;
    }

    public void Dispose() => _writer.Dispose();
}
