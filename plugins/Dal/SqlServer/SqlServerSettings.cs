using Gantry.Contracts;
using Microsoft.Data.SqlClient;

namespace Gantry.Dal.SqlServer;

/// <summary>How the server is spoken to.</summary>
/// <param name="Values">The settings.</param>
/// <param name="Address">What the connection string says, and what this plugin adds.</param>
internal sealed record SqlServerSettings(SqlServerCatalogSettings Values, SqlConnectionStringBuilder Address)
{
    /// <summary>The server and the database, for messages: no user, no password.</summary>
    public string Place => $"{Address.InitialCatalog} on {Address.DataSource}";

    /// <exception cref="PluginSettingsException">A setting is not understood.</exception>
    public static SqlServerSettings Of(IPluginContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var values = context.ReadSettings<SqlServerCatalogSettings>();
        try
        {
            var address = new SqlConnectionStringBuilder(values.ConnectionString)
            {
                Pooling = false, // connections are kept open by the catalog, and closed for good when it stops
                Enlist = false,
                MultipleActiveResultSets = false,
                ApplicationName = "Gantry",
            };
            return address.DataSource.Length == 0 || address.InitialCatalog.Length == 0
                ? throw new PluginSettingsException("ConnectionString names no server or no database: Server=...;Database=... are needed.")
                : new SqlServerSettings(values, address);
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or KeyNotFoundException)
        {
            // The driver's message may quote the password.
            throw new PluginSettingsException("ConnectionString is not understood; its form is Server=db1,1433;Database=gantry;User ID=gantry;Password=...");
        }
    }
}
