using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Dicom.Network;
using Gantry.Host.Dispatch.Retrievals;

namespace Gantry.Host.Dispatch;

/// <summary>Sends instances by C-STORE on an association, as SCU.</summary>
internal class AssociationSender(Association association) : IInstanceSender
{
    protected Association Association { get; } = association;

    public int MaximumOperations => Association.MaximumInvocations;

    public bool Accepts(Uid sopClass, TransferSyntax transferSyntax) => Association.Parameters.Find(sopClass, transferSyntax) is not null;

    public virtual async ValueTask<DimseStatus> SendAsync(InstanceContent instance, MoveOriginator? moveOriginator, CancellationToken cancellationToken)
    {
        var context = Association.Parameters.Find(instance.SopClass, instance.TransferSyntax)
            ?? throw new InvalidOperationException($"No presentation context was accepted for {instance.SopClass} in {instance.TransferSyntax}.");
        var command = new CStoreRq
        {
            SopClassUid = instance.SopClass,
            SopInstanceUid = instance.SopInstance,
            MoveOriginatorAETitle = moveOriginator?.AETitle ?? default,
            MoveOriginatorMessageId = moveOriginator?.MessageId,
        };
        DimseStatus? status = null;
        try
        {
            var reply = await Association.InvokeAsync(context, command, DataSetSource.Of(instance.DataSet), cancellationToken).ConfigureAwait(false);
            status = reply.Status;
            return reply.Status;
        }
        finally
        {
            Retrieval.Current?.Note(instance.SopInstance, status);
        }
    }
}
