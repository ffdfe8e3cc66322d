using Gantry.Contracts;
using Gantry.Host.Plugins.Composition;
using Gantry.Host.Plugins.Registry;

namespace Gantry.Host.Administration;

/// <summary>Lets a request of an administrator use a service that a plugin provides.</summary>
internal static class ServiceCall
{
    /// <summary>Leases the service for one request; 404 where nobody provides it, 503 or 409 where its database fails.</summary>
    public static Task<IResult> UseAsync<T>(HttpContext context, Func<T, CancellationToken, Task<IResult>> use)
        where T : class => UseAsync(context, (leases, cancellationToken) => use(leases.Get<T>(), cancellationToken));

    /// <summary>Likewise, for a request that needs several services.</summary>
    public static async Task<IResult> UseAsync(HttpContext context, Func<OperationLeases, CancellationToken, Task<IResult>> use)
    {
        try
        {
            using var leases = new OperationLeases(context.Service<PluginRegistry>());
            return await use(leases, context.RequestAborted).ConfigureAwait(false);
        }
        catch (ServiceUnavailableException exception)
        {
            return AdminEndpoints.Problem(404, "No such service", exception.Message);
        }
        catch (CatalogException exception)
        {
            return AdminEndpoints.Problem(exception.IsTransient ? 503 : 409, "Not done", exception.Message);
        }
    }
}
