using Gantry.Host;
using Gantry.Host.Memory;
using Gantry.Host.Settings;
using Gantry.Host.Supervision;

if (args is [HeapProbe.Verb, var processId, var handle])
{
    return await HeapProbe.RunAsync(processId, handle).ConfigureAwait(false);
}

GantrySettings settings;
var isSupervisor = args.Contains(Supervisor.Option);
string[] arguments = [.. args.Where(argument => argument != Supervisor.Option)];
try
{
    settings = SettingsReader.Read(HostConfiguration.Build(arguments));
}
catch (Exception exception) when (exception is SettingsException or InvalidDataException or FormatException)
{
    await Console.Error.WriteLineAsync(exception.Message).ConfigureAwait(false);
    return 2;
}

if (isSupervisor)
{
    using var supervisor = new Supervisor(arguments, settings.DataFolder);
    return await supervisor.RunAsync().ConfigureAwait(false);
}

return await GantryServer.RunAsync(settings).ConfigureAwait(false);
