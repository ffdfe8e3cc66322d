namespace Gantry.Contracts.Testing;

/// <summary>Lets all callers see the same of the catalog: all of it unless set.</summary>
public sealed class FixedScopePolicy : ICatalogScopePolicy
{
    /// <summary>What they may see; null for all.</summary>
    public CatalogScope? Scope { get; set; }

    /// <summary>Who has asked last; null for nobody yet.</summary>
    public CatalogCaller? Caller { get; private set; }

    /// <summary>Thrown by the next calls; null for none.</summary>
    public Exception? Fault { get; set; }

    /// <inheritdoc/>
    public ValueTask<CatalogScope?> OfAsync(CatalogCaller caller, CancellationToken cancellationToken)
    {
        Caller = caller;
        return Fault is { } fault ? throw fault : ValueTask.FromResult(Scope);
    }
}
