using System.Diagnostics;
using System.Globalization;
using System.Net;
using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Dicom.Network;
using Gantry.Host.Dispatch.Retrievals;
using Gantry.Host.Rehearsals;

namespace Gantry.Host.Dispatch;

/// <summary>A DIMSE request on its way through the host.</summary>
internal sealed class DimseOperation
{
    private readonly long _begun = Stopwatch.GetTimestamp();
    private readonly long _carriedBefore;
    private CompletedOperation? _completed;
    private Task<DicomDataSet>? _reading;

    /// <param name="request">The request.</param>
    /// <param name="responder">Answers it.</param>
    /// <param name="associationId">The number of its association.</param>
    /// <param name="number">Its own number there.</param>
    /// <param name="user">Who the user is; null for nobody.</param>
    /// <param name="local">The address of this side; null for none.</param>
    /// <param name="carriedBefore">The bytes that the association had carried when the operation before ended.</param>
    /// <param name="rehearsal">Takes note of what it would do; null where it does it.</param>
    public DimseOperation(
        DimseRequest request, IDimseResponder responder, long associationId, long number, VerifiedUser? user, EndPoint? local = null, long carriedBefore = 0, Rehearsal? rehearsal = null)
    {
        Rehearsal = rehearsal;
        _carriedBefore = carriedBefore;
        Request = request;
        Responder = responder;
        var parameters = request.Association.Parameters;
        Context = new OperationContext
        {
            CallingAETitle = parameters.CallingAETitle,
            CalledAETitle = parameters.CalledAETitle,
            Peer = request.Association.Peer,
            LocalEndPoint = local,
            AssociationId = associationId,
            PresentationContext = new OperationPresentationContext(request.Context.Id, request.Context.AbstractSyntax, request.Context.TransferSyntax),
            MessageId = request.Command.MessageId,
            CorrelationId = string.Create(CultureInfo.InvariantCulture, $"{associationId}-{number}"),
            ExtendedNegotiation = parameters.FindExtendedNegotiation(request.Context.AbstractSyntax),
            QueryRetrieveOptions = request.Command is CFindRq or CMoveRq or CGetRq
                ? parameters.FindQueryRetrieveOptions(request.Context.AbstractSyntax)
                : QueryRetrieveOptions.None,
            StorageNegotiation = request.Command is CStoreRq ? parameters.FindStorageNegotiation(request.Context.AbstractSyntax) : null,
            User = user,
            IsRehearsal = rehearsal is not null,
            EventReports = new OperationEvents(request),
            CancellationReason = Reason,
        };
        Command = CommandOf(request.Command);
    }

    public DimseRequest Request { get; }

    public IDimseResponder Responder { get; }

    public OperationContext Context { get; private set; }

    /// <summary>The command; none where the host knows no handler for such.</summary>
    public DimseCommand Command { get; }

    public Uid SopClass => Request.Command.SopClassUid;

    /// <summary>The SOP class under which a plugin serves it: its own, or the more general one that it is treated as.</summary>
    public Uid ServedSopClass => Context.RelatedGeneralSopClass.IsEmpty ? SopClass : Context.RelatedGeneralSopClass;

    public Uid SopInstance => Request.Command.SopInstanceUid;

    /// <summary>The SOP instance that an N-CREATE made; empty where it did not.</summary>
    public Uid MadeSopInstance { get; set; }

    /// <summary>The data set of the request, once it was read; null until then, and for a C-STORE.</summary>
    public DicomDataSet? DataSet { get; private set; }

    /// <summary>The plugin that performs it; null for the host itself.</summary>
    public string? Plugin { get; set; }

    /// <summary>Takes note of what it would do; null where it does it.</summary>
    public Rehearsal? Rehearsal { get; }

    public int PendingResponses { get; set; }

    /// <summary>What is known of a C-MOVE or C-GET; null for others.</summary>
    public Retrieval? Retrieval { get; set; }

    /// <summary>How long it has run.</summary>
    public TimeSpan Age => Stopwatch.GetElapsedTime(_begun);

    /// <summary>The bytes that its association has carried so far, in both directions.</summary>
    public long BytesCarried => Request.Association.BytesReceived + Request.Association.BytesSent;

    /// <summary>True where its plugin threw, or did not end it.</summary>
    public bool IsFault { get; set; }

    /// <summary>True once the host has cancelled it: the drain deadline of its plugin has passed, or it made no progress.</summary>
    public bool IsOverdue { get; set; }

    /// <summary>How it ended; known once it has.</summary>
    public CompletedOperation Completed => _completed ?? throw new InvalidOperationException("The operation has not ended.");

    /// <summary>The command of a request; none where the host knows no handler for such.</summary>
    public static DimseCommand CommandOf(DimseRq request) => request switch
    {
        CEchoRq => DimseCommand.CEcho,
        CStoreRq => DimseCommand.CStore,
        CFindRq => DimseCommand.CFind,
        CMoveRq => DimseCommand.CMove,
        CGetRq => DimseCommand.CGet,
        NEventReportRq => DimseCommand.NEventReport,
        NGetRq => DimseCommand.NGet,
        NSetRq => DimseCommand.NSet,
        NActionRq => DimseCommand.NAction,
        NCreateRq => DimseCommand.NCreate,
        NDeleteRq => DimseCommand.NDelete,
        _ => DimseCommand.None,
    };

    /// <summary>Reads the data set of the request, for its handler and for those who observe it; once, however often it is called.</summary>
    /// <param name="maximumBytes">The most bytes.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="DicomEncodingException">It is none, or too large.</exception>
    public async ValueTask<DicomDataSet> ReadDataSetAsync(int maximumBytes, CancellationToken cancellationToken) => DataSet =
        await (_reading ??= Request.ReadDataSetAsync(maximumBytes, cancellationToken).AsTask()).ConfigureAwait(false);

    /// <summary>Treats its SOP class as a more general one (PS3.7 §D.3.3.6).</summary>
    public void TreatAs(Uid general) => Context = Context with { RelatedGeneralSopClass = general };

    public void Complete(DimseStatus status, string? comment) => _completed = new CompletedOperation
    {
        Context = Context,
        Command = Command,
        SopClass = SopClass,
        SopInstance = MadeSopInstance.IsEmpty ? SopInstance : MadeSopInstance,
        ActionTypeId = (Request.Command as NActionRq)?.ActionTypeId,
        MoveDestination = (Request.Command as CMoveRq)?.MoveDestination ?? default,
        Status = status,
        ErrorComment = comment,
        PendingResponses = PendingResponses,
        Duration = Stopwatch.GetElapsedTime(_begun),
        Bytes = BytesCarried - _carriedBefore,
        Plugin = Plugin,
        DataSet = DataSet,
    };

    private CancellationReason Reason() => Request.Cancellation switch
    {
        OperationCancellation.PeerCancelled => CancellationReason.PeerCancelled,
        OperationCancellation.AssociationLost => CancellationReason.AssociationLost,
        OperationCancellation.Shutdown => CancellationReason.Shutdown,
        _ => IsOverdue ? CancellationReason.Shutdown : CancellationReason.None,
    };
}
