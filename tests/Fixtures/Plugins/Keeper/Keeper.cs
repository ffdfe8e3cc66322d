using System.Composition;
using Gantry.Contracts;

namespace Gantry.Fixtures.Keeper;

[Export(typeof(IInstanceStore))]
[method: ImportingConstructor]
public sealed class Keeper(ICatalog catalog) : IInstanceStore
{
    public ValueTask<IInstanceWriter> BeginAsync(InstanceDescription description, CancellationToken cancellationToken) => throw Nothing();

    public ValueTask<InstanceContent> OpenAsync(string location, CancellationToken cancellationToken) => throw Nothing();

    public ValueTask DeleteAsync(string location, CancellationToken cancellationToken) => throw Nothing();

    public IAsyncEnumerable<string> EnumerateAsync(CancellationToken cancellationToken) => AsyncEnumerable.Empty<string>();

    private IOException Nothing() => new($"Nothing is kept; not even what {catalog} knows.");
}
