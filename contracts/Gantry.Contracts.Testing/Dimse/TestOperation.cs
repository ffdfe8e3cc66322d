using System.IO.Pipelines;
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Contracts.Testing;

/// <summary>An operation without a host: requests for handlers, and a token that a peer or a host would cancel.</summary>
public sealed partial class TestOperation : IDisposable
{
    private readonly CancellationTokenSource _cancellation = new();
    private CancellationReason _reason;

    /// <summary>The token to give to the handler.</summary>
    public CancellationToken Token => _cancellation.Token;

    /// <summary>The calling AE title; <c>SCU</c> unless set.</summary>
    public AETitle CallingAETitle { get; init; } = new("SCU");

    /// <summary>The Message ID; 7 unless set.</summary>
    public ushort MessageId { get; init; } = 7;

    /// <summary>The transfer syntax of the presentation context; Explicit VR Little Endian unless set.</summary>
    public TransferSyntax TransferSyntax { get; init; } = TransferSyntax.ExplicitVRLittleEndian;

    /// <summary>The options that were agreed for a query or retrieve SOP class; none unless set.</summary>
    public QueryRetrieveOptions QueryRetrieveOptions { get; init; }

    /// <summary>Who the user is; nobody unless set.</summary>
    public VerifiedUser? User { get; init; }

    /// <summary>True for a rehearsal; false unless set.</summary>
    public bool IsRehearsal { get; init; }

    /// <summary>Takes the events that the handler, or its plugin later, reports on the association.</summary>
    public RecordedEvents Events { get; } = new();

    /// <summary>After how many pending responses the peer sends C-CANCEL; never unless set.</summary>
    public int? CancelsAfter { get; init; }

    /// <summary>Cancels the token for a reason.</summary>
    public void Cancel(CancellationReason reason)
    {
        _reason = reason;
        _cancellation.Cancel();
    }

    /// <summary>The context of a request for a SOP class.</summary>
    public OperationContext Context(Uid sopClass) => new()
    {
        CallingAETitle = CallingAETitle,
        CalledAETitle = new AETitle("GANTRY"),
        AssociationId = 1,
        PresentationContext = new OperationPresentationContext(1, sopClass, TransferSyntax),
        MessageId = MessageId,
        CorrelationId = "test",
        QueryRetrieveOptions = QueryRetrieveOptions,
        User = User,
        IsRehearsal = IsRehearsal,
        EventReports = Events,
        CancellationReason = () => _reason,
    };

    /// <summary>A C-STORE request.</summary>
    public CStoreRequest Store(Uid sopClass, Uid sopInstance, PipeReader content) => new()
    {
        Context = Context(sopClass),
        AffectedSopClassUid = sopClass,
        AffectedSopInstanceUid = sopInstance,
        Content = content,
    };

    /// <summary>A C-FIND request.</summary>
    public CFindRequest Find(Uid sopClass, DicomDataSet identifier) =>
        new() { Context = Context(sopClass), AffectedSopClassUid = sopClass, Identifier = identifier };

    /// <summary>A C-MOVE request.</summary>
    public CMoveRequest Move(Uid sopClass, AETitle destination, DicomDataSet identifier) =>
        new() { Context = Context(sopClass), AffectedSopClassUid = sopClass, MoveDestination = destination, Identifier = identifier };

    /// <summary>A C-GET request.</summary>
    public CGetRequest Get(Uid sopClass, IInstanceSender requestor, DicomDataSet identifier) =>
        new() { Context = Context(sopClass), AffectedSopClassUid = sopClass, Requestor = requestor, Identifier = identifier };

    /// <summary>An operation that has ended, for observers: with Success after a millisecond, unless changed by <c>with</c>.</summary>
    /// <param name="command">The command.</param>
    /// <param name="sopClass">The SOP class; Verification unless set.</param>
    public CompletedOperation Completed(DimseCommand command, Uid? sopClass = null) => new()
    {
        Context = Context(sopClass ?? Uids.Verification),
        Command = command,
        SopClass = sopClass ?? Uids.Verification,
        Status = DimseStatus.Success,
        Duration = TimeSpan.FromMilliseconds(1),
    };

    /// <summary>Takes the pending responses of this operation, and cancels it where <see cref="CancelsAfter"/> says.</summary>
    /// <typeparam name="T">What a pending response says.</typeparam>
    public RecordedResponses<T> Responses<T>() => new()
    {
        AfterSend = count =>
        {
            if (count == CancelsAfter)
            {
                Cancel(CancellationReason.PeerCancelled);
            }

            return ValueTask.CompletedTask;
        },
    };

    /// <inheritdoc/>
    public void Dispose() => _cancellation.Dispose();
}
