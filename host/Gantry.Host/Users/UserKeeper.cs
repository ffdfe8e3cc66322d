using Gantry.Contracts;
using Gantry.Host.Plugins.Composition;
using Gantry.Host.Plugins.Registry;

namespace Gantry.Host.Users;

/// <summary>Sees to it that there is a first user, as soon as a plugin keeps users, and removes tokens that have expired.</summary>
internal sealed class UserKeeper(FirstAdministrator first, PluginRegistry registry, TimeProvider time, ILogger<UserKeeper> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1), Cleaning = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        var (isEnsured, cleaned) = (false, time.GetTimestamp());
        do
        {
            try
            {
                isEnsured = isEnsured || await first.EnsureAsync(stoppingToken).ConfigureAwait(false);
                if (time.GetElapsedTime(cleaned) >= Cleaning)
                {
                    cleaned = time.GetTimestamp();
                    using var leases = new OperationLeases(registry);
                    await leases.Get<ITokenStore>().RemoveExpiredAsync(time.GetUtcNow(), stoppingToken).ConfigureAwait(false);
                }
            }
            catch (Exception failure) when (failure is CatalogException or ServiceUnavailableException or IOException)
            {
                logger.UsersNotKept(failure.Message);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false));
    }
}
