using Gantry.Host.Settings;

namespace Gantry.Host.Users;

/// <summary>What users, sessions and rights need.</summary>
internal static class UserServices
{
    public static void AddUsers(this IServiceCollection services, UserSettings settings)
    {
        services.AddSingleton<Identity>();
        services.AddSingleton(provider => new Accounts(settings, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<FirstAdministrator>();
    }
}
