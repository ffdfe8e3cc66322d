using System.Buffers;
using System.IO.Pipelines;
using Gantry.Contracts;
using Gantry.Dicom;

namespace Gantry.Plugins.Storage;

/// <summary>Tells whether two stored instances have the same content: the same bytes, or the same elements in two native transfer syntaxes.</summary>
internal static class SameContent
{
    // The canonical digest holds a value in memory at a time.
    private const long LongestConverted = 64L << 20;

    /// <param name="store">The store.</param>
    /// <param name="one">Where one of them is.</param>
    /// <param name="other">Where the other is.</param>
    /// <param name="isCoerced">True where they may differ in what they say of their coercion.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="IOException">One of them cannot be read.</exception>
    public static async ValueTask<bool> IsSameAsync(IInstanceStore store, string one, string other, bool isCoerced, CancellationToken cancellationToken)
    {
        var first = await store.OpenAsync(one, cancellationToken).ConfigureAwait(false);
        await using (first.ConfigureAwait(false))
        {
            var second = await store.OpenAsync(other, cancellationToken).ConfigureAwait(false);
            await using (second.ConfigureAwait(false))
            {
                if (AreReceivedAlike(first, second))
                {
                    return true;
                }

                if (isCoerced && first.TransferSyntax == second.TransferSyntax)
                {
                    return await WithoutOriginals.DigestAsync(first, cancellationToken).ConfigureAwait(false) is { } digest
                        && await WithoutOriginals.DigestAsync(second, cancellationToken).ConfigureAwait(false) is { } another
                        && digest.AsSpan().SequenceEqual(another);
                }

                if (first.TransferSyntax == second.TransferSyntax && await HaveSameDataSetAsync(first, second, cancellationToken).ConfigureAwait(false))
                {
                    return true;
                }

                // What was compressed here from two native transfer syntaxes has the same elements, and not the same bytes.
                return (first.TransferSyntax != second.TransferSyntax || !(first.ReceivedDigest.IsEmpty || second.ReceivedDigest.IsEmpty))
                    && await HaveSameElementsAsync(first, second, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    // One of them, or both, may have been compressed when they came: then what came is compared.
    private static bool AreReceivedAlike(InstanceContent first, InstanceContent second)
    {
        var (one, other) = (first.ReceivedDigest, second.ReceivedDigest);
        return !(one.IsEmpty && other.IsEmpty) && (one.IsEmpty ? first.Digest : one).Span.SequenceEqual((other.IsEmpty ? second.Digest : other).Span);
    }

    private static async ValueTask<bool> HaveSameDataSetAsync(InstanceContent first, InstanceContent second, CancellationToken cancellationToken) =>
        first.Length == second.Length && (first.Digest.IsEmpty || second.Digest.IsEmpty
            ? await HaveSameBytesAsync(first.DataSet, second.DataSet, cancellationToken).ConfigureAwait(false)
            : first.Digest.Span.SequenceEqual(second.Digest.Span));

    private static async ValueTask<bool> HaveSameElementsAsync(InstanceContent first, InstanceContent second, CancellationToken cancellationToken)
    {
        var common = first.TransferSyntax == second.TransferSyntax ? first.TransferSyntax : TransferSyntax.ExplicitVRLittleEndian;
        if (first.Length > LongestConverted || second.Length > LongestConverted
            || (first.TransferSyntax != second.TransferSyntax && !(DataSetTranscoder.CanConvert(first.TransferSyntax, common) && DataSetTranscoder.CanConvert(second.TransferSyntax, common))))
        {
            return false;
        }

        try
        {
            return await DigestAsync(first, common, cancellationToken).ConfigureAwait(false) == await DigestAsync(second, common, cancellationToken).ConfigureAwait(false);
        }
        catch (DicomEncodingException)
        {
            return false; // one that cannot be read to its end is the same as none
        }
    }

    private static async ValueTask<DataSetDigest> DigestAsync(InstanceContent content, TransferSyntax common, CancellationToken cancellationToken)
    {
        if (content.TransferSyntax == common)
        {
            return await DataSetDigest.OfAsync(content.DataSet, common, cancellationToken).ConfigureAwait(false);
        }

        var converted = DataSetTranscoder.Convert(content.DataSet, content.TransferSyntax, common, content.Length);
        try
        {
            return await DataSetDigest.OfAsync(converted, common, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await converted.CompleteAsync().ConfigureAwait(false);
        }
    }

    private static async ValueTask<bool> HaveSameBytesAsync(PipeReader first, PipeReader second, CancellationToken cancellationToken)
    {
        while (true)
        {
            var one = await first.ReadAsync(cancellationToken).ConfigureAwait(false);
            var other = await second.ReadAsync(cancellationToken).ConfigureAwait(false);
            var length = Math.Min(one.Buffer.Length, other.Buffer.Length);
            var isSame = AreSame(one.Buffer.Slice(0, length), other.Buffer.Slice(0, length));
            var isEnd = one.IsCompleted && other.IsCompleted && one.Buffer.Length == other.Buffer.Length;
            var isCut = (one.IsCompleted && one.Buffer.Length == length && !isEnd && other.Buffer.Length > length)
                || (other.IsCompleted && other.Buffer.Length == length && !isEnd && one.Buffer.Length > length);
            first.AdvanceTo(one.Buffer.GetPosition(length), one.Buffer.End);
            second.AdvanceTo(other.Buffer.GetPosition(length), other.Buffer.End);
            if (!isSame || isEnd || isCut)
            {
                return isSame && isEnd;
            }
        }
    }

    private static bool AreSame(in ReadOnlySequence<byte> one, in ReadOnlySequence<byte> other)
    {
        var left = new SequenceReader<byte>(one);
        var right = new SequenceReader<byte>(other);
        while (!left.End)
        {
            var length = Math.Min(left.UnreadSpan.Length, right.UnreadSpan.Length);
            if (!left.UnreadSpan[..length].SequenceEqual(right.UnreadSpan[..length]))
            {
                return false;
            }

            left.Advance(length);
            right.Advance(length);
        }

        return true;
    }
}
