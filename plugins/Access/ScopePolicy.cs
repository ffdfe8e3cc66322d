using System.Composition;
using Gantry.Contracts;

namespace Gantry.Plugins.Access;

/// <summary>Says by the settings what callers may see of the catalog.</summary>
/// <remarks>Safe for concurrent use.</remarks>
[Export(typeof(ICatalogScopePolicy))]
[method: ImportingConstructor]
public sealed class ScopePolicy(IPluginSettings<AccessSettings> settings) : ICatalogScopePolicy
{
    /// <inheritdoc/>
    public ValueTask<CatalogScope?> OfAsync(CatalogCaller caller, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        try
        {
            return ValueTask.FromResult(AETitlePattern.Find(settings.Current.Scopes, caller.AETitle) is { } rule ? ScopeRule.Parse(rule, caller.AETitle) : null);
        }
        catch (FormatException exception)
        {
            throw new CatalogException(exception.Message, exception) { IsTransient = false };
        }
    }
}
