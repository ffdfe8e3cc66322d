using System.IO.Pipelines;
using System.Security.Cryptography;
using Gantry.Dicom;

namespace Gantry.Contracts;

/// <summary>A stored instance, opened: its data set as a stream of bytes.</summary>
/// <remarks>One reader at a time. Whoever opened it disposes it.</remarks>
public sealed class InstanceContent : IAsyncDisposable
{
    /// <summary>The <see cref="Length"/> of a data set that is made while it is read. An instance store always knows the length.</summary>
    public const long UnknownLength = -1;

    private readonly Func<ValueTask>? _dispose;

    /// <summary>An open instance.</summary>
    /// <param name="sopClass">The SOP class.</param>
    /// <param name="sopInstance">The SOP instance.</param>
    /// <param name="transferSyntax">The syntax of the bytes.</param>
    /// <param name="dataSet">The data set without file meta information; completed on disposal.</param>
    /// <param name="length">The bytes in <paramref name="dataSet"/>, or <see cref="UnknownLength"/>.</param>
    /// <param name="dispose">Gives back what the content holds, an open file for example.</param>
    public InstanceContent(Uid sopClass, Uid sopInstance, TransferSyntax transferSyntax, PipeReader dataSet, long length, Func<ValueTask>? dispose = null)
    {
        SopClass = sopClass;
        SopInstance = sopInstance;
        TransferSyntax = transferSyntax;
        DataSet = dataSet;
        Length = length;
        _dispose = dispose;
    }

    /// <summary>The SOP class.</summary>
    public Uid SopClass { get; }

    /// <summary>The SOP instance.</summary>
    public Uid SopInstance { get; }

    /// <summary>The transfer syntax of the data set.</summary>
    public TransferSyntax TransferSyntax { get; }

    /// <summary>The data set without file meta information (PS3.10 §7.1).</summary>
    public PipeReader DataSet { get; }

    /// <summary>The bytes in <see cref="DataSet"/>, or <see cref="UnknownLength"/>.</summary>
    public long Length { get; }

    /// <summary>Who sent it, as the store noted when it came; empty where nobody did or the store does not keep it.</summary>
    public AETitle SendingAETitle { get; init; }

    /// <summary>When it was stored; null where the store does not keep it.</summary>
    public DateTimeOffset? StoredAt { get; init; }

    /// <summary>The bytes before the data set in the stored file, 0 where the store keeps no file.</summary>
    public long DataSetOffset { get; init; }

    /// <summary>The SHA-256 of the data set's bytes as they were when it was stored; empty where the store does not keep it.</summary>
    public ReadOnlyMemory<byte> Digest { get; init; }

    /// <summary>The SHA-256 of the data set as it was received, where other bytes were stored: <see cref="InstanceDescription.ReceivedDigest"/>. Empty where they are the same, or the store does not keep it.</summary>
    public ReadOnlyMemory<byte> ReceivedDigest { get; init; }

    /// <summary>Reads the data set to its end and says whether it is what was stored. Of no use once something of <see cref="DataSet"/> was read.</summary>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="IOException">It cannot be read.</exception>
    public async ValueTask<InstanceCondition> VerifyAsync(CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var length = 0L;
        while (true)
        {
            var read = await DataSet.ReadAsync(cancellationToken).ConfigureAwait(false);
            foreach (var segment in read.Buffer)
            {
                hash.AppendData(segment.Span);
            }

            length += read.Buffer.Length;
            DataSet.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted)
            {
                break;
            }
        }

        var isOther = (Length != UnknownLength && length != Length) || !(Digest.IsEmpty || Digest.Span.SequenceEqual(hash.GetHashAndReset()));
        return isOther ? InstanceCondition.Damaged : Digest.IsEmpty ? InstanceCondition.Whole : InstanceCondition.Intact;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await DataSet.CompleteAsync().ConfigureAwait(false);
        if (_dispose is not null)
        {
            await _dispose().ConfigureAwait(false);
        }
    }
}
