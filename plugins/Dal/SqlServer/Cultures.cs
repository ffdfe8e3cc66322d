namespace Gantry.Dal.SqlServer;

/// <summary>
/// The driver refuses to connect where .NET runs without culture data, as the host does by default. With the environment variable the runtime has them,
/// and only the driver still looks at what the host was built with.
/// </summary>
internal static class Cultures
{
    /// <summary>What to say where there are none.</summary>
    public const string Missing =
        "SQL Server's driver needs culture data: install ICU (Debian: libicu72) and start the server with DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=0.";

    private const string Switch = "System.Globalization.Invariant";
    private const string Variable = "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT";

    /// <summary>Tells the driver what the environment has told the runtime.</summary>
    public static void Use()
    {
        if (Environment.GetEnvironmentVariable(Variable) is "0" or "false")
        {
            AppContext.SetSwitch(Switch, false);
        }
    }
}
