using System.Security.Cryptography;

namespace Gantry.Dicom.Network;

/// <summary>An instance that was opened and not sent yet.</summary>
/// <remarks>Good until whoever was asked about it has answered.</remarks>
public sealed class StoreCandidate
{
    private readonly StoreInstance _instance;

    internal StoreCandidate(StoreInstance instance) => _instance = instance;

    /// <summary>Where it comes from.</summary>
    public StoreSource Source => _instance.Source;

    /// <summary>Its SOP Class UID (0008,0016).</summary>
    public Uid SopClassUid => _instance.SopClass;

    /// <summary>Its SOP Instance UID (0008,0018).</summary>
    public Uid SopInstanceUid => _instance.SopInstance;

    /// <summary>How its data set is encoded.</summary>
    public TransferSyntax TransferSyntax => _instance.TransferSyntax;

    /// <summary>The bytes of its data set; 0 where they are not known.</summary>
    public long Length => _instance.Length;

    /// <summary>Reads the data set to its end.</summary>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The SHA-256 of its bytes; empty where they can be read only once.</returns>
    /// <exception cref="IOException">It cannot be read.</exception>
    public async ValueTask<ReadOnlyMemory<byte>> HashAsync(CancellationToken cancellationToken = default)
    {
        if (_instance.IsReadOnce)
        {
            return default;
        }

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var content = _instance.Open(TransferSyntax);
        try
        {
            if (content.Source.Reader is not { } reader)
            {
                Append(hash, content.Source.Encode(TransferSyntax));
                return hash.GetHashAndReset();
            }

            while (true)
            {
                var read = await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
                Append(hash, read.Buffer);
                reader.AdvanceTo(read.Buffer.End);
                if (read.IsCompleted)
                {
                    return hash.GetHashAndReset();
                }
            }
        }
        finally
        {
            await content.CloseAsync().ConfigureAwait(false);
        }
    }

    private static void Append(IncrementalHash hash, in System.Buffers.ReadOnlySequence<byte> bytes)
    {
        foreach (var segment in bytes)
        {
            hash.AppendData(segment.Span);
        }
    }
}
