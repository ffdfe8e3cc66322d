using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Dicom.Network;
using Gantry.Host.Listener;
using Gantry.Host.Rehearsals;

namespace Gantry.Host.Dispatch;

/// <inheritdoc/>
/// <param name="own">Associations of the server with itself; known once the plugins are.</param>
internal sealed class InstanceIntake(Lazy<OwnAssociations> own) : IInstanceIntake
{
    private const int MostContexts = 128;

    public async ValueTask<IRemoteAssociation> OpenAsync(AETitle calling, IReadOnlyCollection<StorageProposal> proposals, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(proposals);
        if (RehearsalScope.Current is not null)
        {
            throw new IOException("Nothing is taken in by a rehearsal.");
        }

        ProposedContext[] contexts = [.. proposals.SelectMany(proposal => proposal.TransferSyntaxes, (proposal, syntax) => new ProposedContext(proposal.SopClass, [syntax]))];
        if (contexts.Length is 0 or > MostContexts)
        {
            throw new ArgumentException($"{contexts.Length} presentation contexts; there must be 1 to {MostContexts}.", nameof(proposals));
        }

        return new IntakeAssociation(await own.Value.ConnectAsync(calling, contexts, [], takesTrial: null, rehearsal: null, cancellationToken).ConfigureAwait(false));
    }

    private sealed class IntakeAssociation(Association association) : AssociationSender(association), IRemoteAssociation
    {
        public bool IsEstablished => Association.IsEstablished;

        public ValueTask DisposeAsync() => Association.DisposeAsync();
    }
}
