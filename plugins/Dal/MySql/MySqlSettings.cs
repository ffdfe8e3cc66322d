using Gantry.Contracts;
using MySqlConnector;

namespace Gantry.Dal.MySql;

/// <summary>How the server is spoken to.</summary>
/// <param name="Values">The settings.</param>
/// <param name="Address">What the connection string says, and what this plugin adds.</param>
internal sealed record MySqlSettings(MySqlCatalogSettings Values, MySqlConnectionStringBuilder Address)
{
    /// <summary>The server and the database, for messages: no user, no password.</summary>
    public string Place => $"{Address.Database} on {Address.Server}:{Address.Port}";

    /// <exception cref="PluginSettingsException">A setting is not understood.</exception>
    public static MySqlSettings Of(IPluginContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var values = context.ReadSettings<MySqlCatalogSettings>();
        try
        {
            var address = new MySqlConnectionStringBuilder(values.ConnectionString)
            {
                Pooling = false, // connections are kept open by the catalog, and closed for good when it stops
                AutoEnlist = false,
                AllowUserVariables = true, // as the EF Core provider insists
                UseAffectedRows = false,
                IgnorePrepare = false,
            };
            address.ApplicationName = string.IsNullOrEmpty(address.ApplicationName) ? "Gantry" : address.ApplicationName;
            return string.IsNullOrEmpty(address.Server) || string.IsNullOrEmpty(address.Database)
                ? throw new PluginSettingsException("ConnectionString names no server or no database: Server=...;Database=... are needed.")
                : new MySqlSettings(values, address);
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or InvalidOperationException or OverflowException)
        {
            // The driver's message may quote the password.
            throw new PluginSettingsException("ConnectionString is not understood; its form is Server=db1;Database=gantry;User ID=gantry;Password=...");
        }
    }
}
