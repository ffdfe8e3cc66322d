using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Host.Rehearsals;

/// <summary>An association to nobody: all that is proposed is accepted, what is sent is read to its end, and answered with Success.</summary>
internal sealed class RehearsedAssociation(IReadOnlyCollection<StorageProposal> proposals, Rehearsal rehearsal) : IRemoteAssociation
{
    public bool IsEstablished => true;

    public int MaximumOperations => 1;

    public bool Accepts(Uid sopClass, TransferSyntax transferSyntax) =>
        proposals.Any(proposal => proposal.SopClass == sopClass && proposal.TransferSyntaxes.Contains(transferSyntax));

    public async ValueTask<DimseStatus> SendAsync(InstanceContent instance, MoveOriginator? moveOriginator, CancellationToken cancellationToken)
    {
        rehearsal.Note(await SentBytes.ReadAsync(instance.SopInstance, instance.TransferSyntax, instance.DataSet, cancellationToken).ConfigureAwait(false));
        return DimseStatus.Success;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
