using System.Buffers;
using System.IO.Pipelines;
using Gantry.Contracts;

namespace Gantry.Plugins.Storage;

/// <summary>Takes a data set off its pipe, into the store and past the scanner in one go.</summary>
internal sealed class InstanceReceiver(CStoreRequest request, IInstanceWriter writer)
{
    private readonly AttributeScanner _scanner = new(request.Context.PresentationContext.TransferSyntax);

    private long _received;

    /// <summary>True where the catalog gets only the first of very many attributes.</summary>
    public bool IsCut => _scanner.IsCut;

    /// <summary>What the catalog keeps.</summary>
    public Gantry.Dicom.DicomDataSet Attributes => _scanner.Attributes;

    /// <summary>The instance's identity, once <see cref="ReceiveAsync"/> has returned null.</summary>
    public InstanceIdentity? Identity { get; private set; }

    /// <summary>Receives the whole data set, or as much of it as tells that it has to be refused.</summary>
    /// <returns>Why it is refused; null where it is not.</returns>
    /// <exception cref="IOException">The store cannot take it.</exception>
    public async ValueTask<FinalResponse?> ReceiveAsync(CancellationToken cancellationToken)
    {
        var content = request.Content;
        long written = 0;
        while (true)
        {
            if (await ReadAsync(content, cancellationToken).ConfigureAwait(false) is not { IsCanceled: false } read)
            {
                return Refusal.Incomplete;
            }

            var consumed = read.Buffer.End;
            try
            {
                // What the scanner could not use yet comes a second time; the store has it already.
                await WriteAsync(read.Buffer.Slice(written), cancellationToken).ConfigureAwait(false);
                if (Scan(read, out var used) is { } refusal)
                {
                    return refusal;
                }

                written = read.Buffer.Length - used;
                consumed = read.Buffer.GetPosition(used);
            }
            finally
            {
                content.AdvanceTo(consumed, read.Buffer.End);
            }

            if (read.IsCompleted)
            {
                return null;
            }
        }
    }

    /// <summary>Receives the rest of a data set that <see cref="ReceiveAsync"/> has refused, without looking at it.</summary>
    /// <param name="maximumBytes">The most that may be kept of the whole.</param>
    /// <param name="cancellationToken">Ends the receiving.</param>
    /// <returns>False where it is longer, or did not arrive whole.</returns>
    /// <exception cref="IOException">The store cannot take it.</exception>
    public async ValueTask<bool> ReceiveRestAsync(long maximumBytes, CancellationToken cancellationToken)
    {
        var content = request.Content;
        while (_received <= maximumBytes)
        {
            if (await ReadAsync(content, cancellationToken).ConfigureAwait(false) is not { IsCanceled: false } read)
            {
                return false;
            }

            try
            {
                await WriteAsync(read.Buffer, cancellationToken).ConfigureAwait(false);
            }
            finally
            {
                content.AdvanceTo(read.Buffer.End);
            }

            if (read.IsCompleted)
            {
                return _received <= maximumBytes;
            }
        }

        return false;
    }

    private ValueTask WriteAsync(in ReadOnlySequence<byte> bytes, CancellationToken cancellationToken)
    {
        _received += bytes.Length;
        return writer.WriteAsync(bytes, cancellationToken);
    }

    private static async ValueTask<ReadResult?> ReadAsync(PipeReader content, CancellationToken cancellationToken)
    {
        try
        {
            return await content.ReadAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (IOException)
        {
            return null;
        }
    }

    private FinalResponse? Scan(ReadResult read, out long used)
    {
        var wasDone = _scanner.IsDone;
        used = _scanner.Scan(read.Buffer, read.IsCompleted);
        if (wasDone || !_scanner.IsDone)
        {
            return null;
        }

        if (_scanner.Fault is { } fault)
        {
            return Refusal.NotUnderstood(fault);
        }

        (Identity, var refusal) = InstanceIdentity.Read(request.AffectedSopClassUid, request.AffectedSopInstanceUid, _scanner.Attributes);
        return refusal;
    }
}
