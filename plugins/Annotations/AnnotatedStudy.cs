using System.Composition;
using Gantry.Contracts;
using Gantry.Dicom;

namespace Gantry.Plugins.Annotations;

/// <summary>Tells whether a request may have something to do with the study that it names.</summary>
[Export]
[method: ImportingConstructor]
public sealed class AnnotatedStudy(ICatalog catalog, ICatalogScopePolicy scopes)
{
    /// <summary>Finds the study and who asks.</summary>
    /// <returns>Why not; null where all is well.</returns>
    /// <exception cref="CatalogException">The catalog cannot be read.</exception>
    internal async ValueTask<WebResponse?> CheckAsync(WebRequest request, Action<Uid, string> found, CancellationToken cancellationToken)
    {
        if (!Uid.TryParse(request.RouteValues["study"], out var study))
        {
            return WebResponse.Failed(400, "Bad request", "The path has a UID that is none.");
        }

        if (request.Caller.User is not { Name: { Length: > 0 } user })
        {
            return WebResponse.Failed(403, "Nobody", "Annotations belong to a user.");
        }

        var scope = await scopes.OfAsync(request.Caller, cancellationToken).ConfigureAwait(false);
        await foreach (var _ in catalog.SelectAsync(new InstanceSelection { Studies = [study], Scope = scope }, cancellationToken).ConfigureAwait(false))
        {
            found(study, user);
            return null;
        }

        return WebResponse.Failed(404, "Not found", "There is no such study.");
    }
}
