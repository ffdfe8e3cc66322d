using Gantry.Host;
using Gantry.Host.Settings;

GantrySettings settings;
try
{
    settings = SettingsReader.Read(HostConfiguration.Build(args));
}
catch (Exception exception) when (exception is SettingsException or InvalidDataException or FormatException)
{
    await Console.Error.WriteLineAsync(exception.Message).ConfigureAwait(false);
    return 2;
}

return await GantryServer.RunAsync(settings).ConfigureAwait(false);
