using Gantry.Contracts;
using Npgsql;

namespace Gantry.Dal.PostgreSql;

/// <summary>How the server is spoken to.</summary>
/// <param name="Values">The settings.</param>
/// <param name="Address">What the connection string says, and what this plugin adds.</param>
internal sealed record PostgreSqlSettings(PostgreSqlCatalogSettings Values, NpgsqlConnectionStringBuilder Address)
{
    /// <summary>The server and the database, for messages: no user, no password.</summary>
    public string Place => $"{Address.Database ?? Address.Username} on {Address.Host}:{Address.Port}";

    /// <exception cref="PluginSettingsException">A setting is not understood.</exception>
    public static PostgreSqlSettings Of(IPluginContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var values = context.ReadSettings<PostgreSqlCatalogSettings>();
        try
        {
            var address = new NpgsqlConnectionStringBuilder(values.ConnectionString)
            {
                Pooling = false, // connections are kept open by the catalog, and closed for good when it stops
                Enlist = false,
                MaxAutoPrepare = 64,
                AutoPrepareMinUsages = 2,
                TcpKeepAlive = true,
            };
            address.ApplicationName ??= "Gantry";
            return string.IsNullOrEmpty(address.Host)
                ? throw new PluginSettingsException("ConnectionString names no server: Host=... is needed.")
                : new PostgreSqlSettings(values, address);
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or KeyNotFoundException)
        {
            // The driver's message may quote the password.
            throw new PluginSettingsException("ConnectionString is not understood; its form is Host=db1;Database=gantry;Username=gantry;Password=...");
        }
    }

    /// <summary>The connection string for one purpose.</summary>
    /// <param name="options">Parameters of the server for the session, as <c>-c name=value</c>.</param>
    public string ConnectionString(string options) => new NpgsqlConnectionStringBuilder(Address.ConnectionString)
    {
        Options = $"{Address.Options} -c lock_timeout={Values.LockTimeoutSeconds}s {options}".Trim(),
    }.ConnectionString;
}
