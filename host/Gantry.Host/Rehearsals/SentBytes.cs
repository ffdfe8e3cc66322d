using System.IO.Pipelines;
using System.Security.Cryptography;
using Gantry.Dicom;

namespace Gantry.Host.Rehearsals;

/// <summary>Reads what a sub-operation has sent, of which the digest is kept.</summary>
internal static class SentBytes
{
    /// <summary>Reads it to its end.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static async ValueTask<RehearsedEffect> ReadAsync(Uid sopInstance, TransferSyntax transferSyntax, PipeReader dataSet, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var length = 0L;
        while (true)
        {
            var read = await dataSet.ReadAsync(cancellationToken).ConfigureAwait(false);
            foreach (var segment in read.Buffer)
            {
                hash.AppendData(segment.Span);
            }

            length += read.Buffer.Length;
            dataSet.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted)
            {
                return RehearsedEffect.OfBytes("sent", sopInstance, transferSyntax, length, hash.GetHashAndReset());
            }
        }
    }
}
