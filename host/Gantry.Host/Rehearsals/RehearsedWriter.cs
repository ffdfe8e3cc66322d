using System.Buffers;
using System.Security.Cryptography;
using Gantry.Contracts;
using Gantry.Dicom;

namespace Gantry.Host.Rehearsals;

/// <summary>Takes the bytes of an instance, of which it keeps the digest.</summary>
internal sealed class RehearsedWriter(InstanceDescription description, Rehearsal rehearsal) : IInstanceWriter
{
    private const string Prefix = "rehearsal:";

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private long _length;

    /// <summary>True for what <see cref="CommitAsync"/> has returned: there is nothing.</summary>
    public static bool IsLocation(string location) => location.StartsWith(Prefix, StringComparison.Ordinal);

    public ValueTask WriteAsync(ReadOnlySequence<byte> bytes, CancellationToken cancellationToken)
    {
        foreach (var segment in bytes)
        {
            _hash.AppendData(segment.Span);
        }

        _length += bytes.Length;
        return ValueTask.CompletedTask;
    }

    public ValueTask<StoredInstance> CommitAsync(Uid study, CancellationToken cancellationToken)
    {
        rehearsal.Note(RehearsedEffect.OfBytes("stored", description.SopInstance, description.TransferSyntax, _length, _hash.GetHashAndReset()));
        return ValueTask.FromResult(new StoredInstance(Prefix + description.SopInstance, _length, DataSetOffset: 0));
    }

    public ValueTask DisposeAsync()
    {
        _hash.Dispose();
        return ValueTask.CompletedTask;
    }
}
