using Gantry.Contracts;

namespace Gantry.Host.Users;

/// <summary>The roles that a new server begins with; a site changes them as it likes.</summary>
internal static class DefaultRoles
{
    public const string Administrator = "Administrator";

    public static IReadOnlyList<Role> All { get; } =
    [
        new() { Name = Administrator, Description = "Everything", Rights = [Rights.All] },
        new() { Name = "Reader", Description = "Searches studies and looks at them", Rights = [Rights.Search, Rights.Retrieve] },
        new()
        {
            Name = "Operator",
            Description = "Searches, looks, stores, sends, and orders media",
            Rights = [Rights.Search, Rights.Retrieve, Rights.Store, Rights.UseRemote, Rights.OrderMedia, Rights.ManageMedia, Rights.ManageTransfers, Rights.ReadStatus],
        },
        new()
        {
            Name = "Service",
            Description = "Looks after plugins, AEs, storage and logs, and sees no images",
            Rights = [Rights.ReadStatus, Rights.ManagePlugins, Rights.ManageNetwork, Rights.ManageStorage, Rights.ManageTransfers, Rights.ReadLog, Rights.ManageLog],
        },
    ];
}
