using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Host.Dispatch;

/// <summary>Sends events back on the association of an operation.</summary>
internal sealed class OperationEvents(DimseRequest request) : EventReporter(request.Association), IOperationEvents
{
    public Task Responded => request.Responded;

    // Where the SOP class has no context of its own, that of the operation may be one of a Meta SOP Class, which allows for it.
    protected override PresentationContext? Find(Uid sopClass) =>
        base.Find(sopClass) ?? (request.Context.LocalRoles.HasFlag(ServiceRoles.Scp) && Association.Parameters.Allows(request.Context, sopClass) ? request.Context : null);
}
