using Gantry.Contracts;

namespace Gantry.Host.Rehearsals;

/// <summary>An instance store that takes the bytes of instances, and keeps none.</summary>
internal sealed class RehearsedStore(IInstanceStore store, Rehearsal rehearsal) : IInstanceStore
{
    public ValueTask<IInstanceWriter> BeginAsync(InstanceDescription description, CancellationToken cancellationToken) =>
        ValueTask.FromResult<IInstanceWriter>(new RehearsedWriter(description, rehearsal));

    public ValueTask<InstanceContent> OpenAsync(string location, CancellationToken cancellationToken) => RehearsedWriter.IsLocation(location)
        ? throw new FileNotFoundException("A rehearsal keeps no instance.")
        : store.OpenAsync(location, cancellationToken);

    public ValueTask DeleteAsync(string location, CancellationToken cancellationToken)
    {
        if (!RehearsedWriter.IsLocation(location))
        {
            rehearsal.Note(new RehearsedEffect("deleted", location, ""));
        }

        return ValueTask.CompletedTask;
    }

    public IAsyncEnumerable<string> EnumerateAsync(CancellationToken cancellationToken) => store.EnumerateAsync(cancellationToken);

    public ValueTask<IReadOnlyList<string>> ListUncertainAsync(CancellationToken cancellationToken) => store.ListUncertainAsync(cancellationToken);

    public ValueTask<IReadOnlyList<string>> GetVolumesAsync(CancellationToken cancellationToken) => store.GetVolumesAsync(cancellationToken);

    public ValueTask<string?> FindVolumeAsync(string location, CancellationToken cancellationToken) => store.FindVolumeAsync(location, cancellationToken);

    public ValueTask SettleAsync(IReadOnlyCollection<string> locations, CancellationToken cancellationToken) => ValueTask.CompletedTask;
}
