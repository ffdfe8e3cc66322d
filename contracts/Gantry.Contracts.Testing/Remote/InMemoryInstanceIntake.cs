using Gantry.Dicom;

namespace Gantry.Contracts.Testing;

/// <summary>The way in for instances, in memory.</summary>
public sealed class InMemoryInstanceIntake : IInstanceIntake
{
    /// <summary>What takes them in place of the server, and says how it answers.</summary>
    public InMemoryAE Server { get; } = new();

    /// <inheritdoc/>
    public ValueTask<IRemoteAssociation> OpenAsync(AETitle calling, IReadOnlyCollection<StorageProposal> proposals, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Server.Callers.Enqueue(calling);
        return ValueTask.FromResult(Server.Open(proposals));
    }
}
