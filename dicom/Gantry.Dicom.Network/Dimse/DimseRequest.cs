using System.Buffers;
using System.IO.Pipelines;

namespace Gantry.Dicom.Network;

/// <summary>A request that came in, to be performed.</summary>
/// <remarks>Belongs to the call of <see cref="IDimseHandler.HandleAsync"/> it was given to; the data set has one reader at a time.</remarks>
public sealed class DimseRequest
{
    private readonly Operation _operation;
    private Action? _whenResponded;

    internal DimseRequest(Operation operation, Association association, PresentationContext context, DimseRq command, PipeReader? dataSet)
    {
        _operation = operation;
        Association = association;
        Context = context;
        Command = command;
        DataSet = dataSet;
    }

    /// <summary>The association; sub-operations of a C-GET and event reports go out on it.</summary>
    public Association Association { get; }

    /// <summary>The presentation context.</summary>
    public PresentationContext Context { get; }

    /// <summary>The command set.</summary>
    public DimseRq Command { get; }

    /// <summary>
    /// The data set in the context's transfer syntax; null where the request has none. About 256 KB of it are buffered; what is not read holds the peer back. If
    /// the association is lost before its end, reading throws <see cref="AssociationException"/>.
    /// </summary>
    public PipeReader? DataSet { get; }

    /// <summary>Why the operation's token was cancelled.</summary>
    public OperationCancellation Cancellation => _operation.Cancellation;

    /// <summary>
    /// Ends when the final response is on its way, or the association has ended before; never fails. Who performs the request must not wait for it.
    /// </summary>
    public Task Responded => _operation.Responded;

    /// <summary>Has something done when the final response is on its way, or has nowhere to go: what the peer need not wait for.</summary>
    /// <param name="action">
    /// Comes before the handler is told of the association's end, perhaps while its next operation runs. It returns at once; what it throws goes to
    /// <see cref="IDimseHandler.OnFault"/>.
    /// </param>
    public void WhenResponded(Action action) => _whenResponded += action;

    /// <summary>The response is on its way, or has nowhere to go.</summary>
    internal void OnResponded() => _whenResponded?.Invoke();

    /// <summary>Reads the whole data set, which must be a small one: an identifier, a list of attributes.</summary>
    /// <param name="maximumBytes">The most that is read, in bytes, before inflation and after it.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The data set; an empty one where the request has none.</returns>
    /// <exception cref="DicomEncodingException">It cannot be decoded, or is longer than allowed.</exception>
    /// <exception cref="AssociationException">The association was lost before its end.</exception>
    public async ValueTask<DicomDataSet> ReadDataSetAsync(int maximumBytes = 1_048_576, CancellationToken cancellationToken = default)
    {
        if (DataSet is null)
        {
            return DicomDataSet.Empty;
        }

        var result = await DataSet.ReadAtLeastAsync(maximumBytes + 1, cancellationToken).ConfigureAwait(false);
        try
        {
            return result.Buffer.Length > maximumBytes
                ? throw new DicomEncodingException($"The data set is longer than {maximumBytes} bytes.")
                : DataSetReader.Read( // a copy: values are slices, and the buffer will be used again
                    result.Buffer.ToArray(), Context.TransferSyntax, new DataSetReaderOptions { MaximumInflatedBytes = maximumBytes });
        }
        finally
        {
            DataSet.AdvanceTo(result.Buffer.End);
        }
    }
}
