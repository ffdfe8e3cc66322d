using System.Buffers;
using System.IO.Pipelines;
using Gantry.Contracts;
using Gantry.Dicom;

namespace Gantry.Plugins.Storage;

/// <summary>Takes a data set off its pipe, into the store and past the scanner in one go.</summary>
/// <param name="request">The request.</param>
/// <param name="content">Its data set, coerced perhaps.</param>
/// <param name="writer">Where it goes.</param>
/// <param name="keepsMalformed">True to take a data set with a fault that tells before it what it is.</param>
internal sealed class InstanceReceiver(CStoreRequest request, PipeReader content, IInstanceWriter writer, bool keepsMalformed)
{
    private readonly AttributeScanner _scanner = new(request.Context.PresentationContext.TransferSyntax);

    private long _received;
    private FinalResponse? _uncoercible;

    /// <summary>What is wrong with a data set that was taken all the same; null for nothing.</summary>
    public DicomEncodingException? Fault => _scanner.Fault;

    /// <summary>True where the catalog gets only the first of very many attributes.</summary>
    public bool IsCut => _scanner.IsCut;

    /// <summary>What the catalog keeps.</summary>
    public DicomDataSet Attributes => _scanner.Attributes;

    /// <summary>The instance's identity, once <see cref="ReceiveAsync"/> has returned null.</summary>
    public InstanceIdentity? Identity { get; private set; }

    /// <summary>Receives the whole data set, or as much of it as tells that it has to be refused.</summary>
    /// <returns>Why it is refused; null where it is not.</returns>
    /// <exception cref="IOException">The store cannot take it.</exception>
    public async ValueTask<FinalResponse?> ReceiveAsync(CancellationToken cancellationToken)
    {
        long written = 0;
        while (true)
        {
            if (await ReadAsync(cancellationToken).ConfigureAwait(false) is not { IsCanceled: false } read)
            {
                return _uncoercible ?? Refusal.Incomplete;
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
        while (_received <= maximumBytes)
        {
            if (await ReadAsync(cancellationToken).ConfigureAwait(false) is not { IsCanceled: false } read)
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

    private async ValueTask<ReadResult?> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await content.ReadAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (DicomEncodingException fault)
        {
            _uncoercible = Refusal.NotUnderstood(fault); // by whatever coerces it
            return null;
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

        if (_scanner.Fault is { } fault && !keepsMalformed)
        {
            return Refusal.NotUnderstood(fault);
        }

        (Identity, var refusal) = InstanceIdentity.Read(request.AffectedSopClassUid, request.AffectedSopInstanceUid, _scanner.Attributes);
        return refusal is null || _scanner.Fault is null ? refusal : Refusal.NotUnderstood(_scanner.Fault);
    }
}
