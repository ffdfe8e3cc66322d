using System.Collections.Concurrent;

namespace Gantry.Dicom.Network.Tests.Support;

/// <summary>An acceptor that takes everything, and does with requests what a test says.</summary>
internal sealed class TestHandler : IAssociationHandler
{
    public Func<DimseRequest, IDimseResponder, CancellationToken, ValueTask<DimseResponse>> OnRequest { get; set; } = static async (request, _, cancellationToken) =>
    {
        if (request.DataSet is { } dataSet)
        {
            await dataSet.CopyToAsync(Stream.Null, cancellationToken);
        }

        return DimseStatus.Success;
    };

    public Func<AssociationRequest, AssociationAnswer> OnNegotiate { get; set; } = AcceptAll;

    public ConcurrentQueue<Exception> Faults { get; } = [];

    public Association? Association { get; private set; }

    public TaskCompletionSource<AssociationEnd> Ended { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public static AssociationAnswer AcceptAll(AssociationRequest request) => AssociationAnswer.Accept(request, p => p.AcceptFirst(_ => true)) with
    {
        RoleSelections = request.UserInformation.RoleSelections,
    };

    public ValueTask<AssociationAnswer> NegotiateAsync(AssociationRequest request, CancellationToken cancellationToken) => new(OnNegotiate(request));

    public void OnEstablished(Association association) => Association = association;

    public ValueTask<DimseResponse> HandleAsync(DimseRequest request, IDimseResponder responder, CancellationToken cancellationToken) =>
        OnRequest(request, responder, cancellationToken);

    public ValueTask OnEndedAsync(Association association, AssociationEnd end)
    {
        Ended.TrySetResult(end);
        return ValueTask.CompletedTask;
    }

    public void OnFault(DimseRequest request, Exception exception) => Faults.Enqueue(exception);
}
