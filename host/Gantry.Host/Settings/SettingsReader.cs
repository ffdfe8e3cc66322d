using System.Globalization;
using System.Net;
using Gantry.Dicom;
using Gantry.Host.Plugins.Folders;
using Gantry.Host.Plugins.Signatures;

namespace Gantry.Host.Settings;

/// <summary>Reads <see cref="GantrySettings"/> from the configuration and lists every fault, not only the first.</summary>
internal sealed class SettingsReader
{
    private const string ListenerSection = nameof(GantrySettings.Listeners);
    private const string LinkedPlugins = "LinkedPlugins";
    private const string RightsOfPlugins = nameof(PluginRights);

    private static readonly string[] Names =
    [
        nameof(GantrySettings.AETitle), nameof(GantrySettings.DicomAddress), nameof(GantrySettings.DicomPort), nameof(GantrySettings.HttpPort),
        nameof(GantrySettings.DataFolder), nameof(GantrySettings.PluginFolder), nameof(GantrySettings.Catalog), nameof(GantrySettings.MaximumAssociations),
        nameof(GantrySettings.IdleTimeout), nameof(GantrySettings.DrainTimeout), nameof(GantrySettings.DrainCancels), nameof(GantrySettings.StartTimeout),
        nameof(GantrySettings.StopTimeout), nameof(GantrySettings.OperationTimeout), nameof(GantrySettings.OperationGrace), nameof(GantrySettings.HealthGate),
        nameof(GantrySettings.WatchPlugins), nameof(GantrySettings.Plugins), nameof(GantrySettings.KeepInMemory),
        LinkedPlugins, RightsOfPlugins, nameof(GantrySettings.Signatures), nameof(GantrySettings.TrustedSigners),
        nameof(GantrySettings.UserIdentity), nameof(GantrySettings.UserIdentityTimeout),
        nameof(GantrySettings.AETitles), nameof(GantrySettings.DicomTls), ListenerSection, nameof(GantrySettings.Tls), nameof(GantrySettings.Access),
        nameof(GantrySettings.Telemetry), nameof(GantrySettings.Readiness), nameof(GantrySettings.Logging), nameof(GantrySettings.Scrub),
        nameof(GantrySettings.Users), nameof(GantrySettings.Web),
    ];

    private readonly IConfigurationSection _section;
    private readonly List<string> _faults = [];

    private SettingsReader(IConfiguration configuration) => _section = configuration.GetSection("Gantry");

    /// <exception cref="SettingsException">A setting is unknown, malformed or out of its range.</exception>
    public static GantrySettings Read(IConfiguration configuration)
    {
        var reader = new SettingsReader(configuration);
        var settings = reader.Read();
        return reader._faults.Count == 0 ? settings : throw new SettingsException(reader._faults);
    }

    private GantrySettings Read()
    {
        foreach (var unknown in _section.GetChildren().Where(child => !Names.Contains(child.Key, StringComparer.OrdinalIgnoreCase)))
        {
            _faults.Add($"Gantry:{unknown.Key} is not a setting; there are {string.Join(", ", Names)}.");
        }

        var data = Folder(nameof(GantrySettings.DataFolder), "data");
        var tls = TlsSettings.Read(_section.GetSection(nameof(GantrySettings.Tls)), new TlsSettings(), _faults);
        var isSecured = Truth(nameof(GantrySettings.DicomTls), false);
        if (isSecured)
        {
            tls.CheckForServer("Gantry:DicomTls", _faults);
        }

        var settings = ReadAll(data) with { Tls = tls, DicomTls = isSecured ? tls : null };
        return settings with
        {
            Web = WebSettings.Read(_section.GetSection(nameof(GantrySettings.Web)), tls, _faults),
            OtherListeners = [.. ListenerSettings.ReadAll(_section.GetSection(ListenerSection), settings.Listeners[0], tls, _faults)],
        };
    }

    private GantrySettings ReadAll(string data)
    {
        var maximumAssociations = Number(nameof(GantrySettings.MaximumAssociations), 200, 1, 10_000);
        return new GantrySettings
        {
            AETitle = Title(),
            AETitles = ListenerSettings.ReadTitles("Gantry:AETitles", _section[nameof(GantrySettings.AETitles)], _faults),
            DicomAddress = Address(),
            DicomPort = Number(nameof(GantrySettings.DicomPort), 11112, 0, 65_535),
            Access = AccessSettings.Read(_section.GetSection(nameof(GantrySettings.Access)), maximumAssociations, _faults),
            HttpPort = Number(nameof(GantrySettings.HttpPort), 8104, 0, 65_535),
            DataFolder = data,
            PluginFolder = Folder(nameof(GantrySettings.PluginFolder), Path.Combine(AppContext.BaseDirectory, "plugins")),
            Catalog = _section[nameof(GantrySettings.Catalog)] ?? "gantry.sqlite",
            MaximumAssociations = maximumAssociations,
            IdleTimeout = Time(nameof(GantrySettings.IdleTimeout), TimeSpan.FromMinutes(10)),
            DrainTimeout = Time(nameof(GantrySettings.DrainTimeout), TimeSpan.FromMinutes(10)),
            DrainCancels = Truth(nameof(GantrySettings.DrainCancels), true),
            StartTimeout = Time(nameof(GantrySettings.StartTimeout), TimeSpan.FromMinutes(10)),
            StopTimeout = Time(nameof(GantrySettings.StopTimeout), TimeSpan.FromSeconds(30)),
            OperationTimeout = Time(nameof(GantrySettings.OperationTimeout), TimeSpan.FromMinutes(5)),
            OperationGrace = Time(nameof(GantrySettings.OperationGrace), TimeSpan.FromSeconds(30)),
            HealthGate = Truth(nameof(GantrySettings.HealthGate), true),
            WatchPlugins = Truth(nameof(GantrySettings.WatchPlugins), true),
            KeepInMemory = (_section[nameof(GantrySettings.KeepInMemory)] ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
            FolderPolicy = new FolderPolicy { LinksLeadOut = Truth(LinkedPlugins, false), Rights = Choice(RightsOfPlugins, PluginRights.Group) },
            Signatures = Choice(nameof(GantrySettings.Signatures), SignaturePolicy.Verify),
            TrustedSigners = Folder(nameof(GantrySettings.TrustedSigners), Path.Combine(data, "trusted-signers")),
            UserIdentity = Choice(nameof(GantrySettings.UserIdentity), UserIdentityPolicy.Check),
            UserIdentityTimeout = Time(nameof(GantrySettings.UserIdentityTimeout), TimeSpan.FromSeconds(10)),
            Readiness = ReadinessSettings.Read(_section.GetSection(nameof(GantrySettings.Readiness)), _faults),
            Users = UserSettings.Read(_section.GetSection(nameof(GantrySettings.Users)), _faults),
            Scrub = ScrubSettings.Read(_section.GetSection(nameof(GantrySettings.Scrub)), _faults),
            Logging = LoggingSettings.Read(_section.GetSection(nameof(GantrySettings.Logging)), _faults),
            Telemetry = TelemetrySettings.Read(_section.GetSection(nameof(GantrySettings.Telemetry)), _faults),
            Plugins = _section.GetSection(nameof(GantrySettings.Plugins)).GetChildren().ToDictionary(
                plugin => plugin.Key,
                plugin => (IReadOnlyDictionary<string, string?>)plugin.AsEnumerable(makePathsRelative: true).Where(pair => pair.Key.Length > 0)
                    .ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.OrdinalIgnoreCase),
                StringComparer.OrdinalIgnoreCase),
        };
    }

    private AETitle Title()
    {
        var text = _section[nameof(GantrySettings.AETitle)] ?? "GANTRY";
        if (!AETitle.TryParse(text, out var title))
        {
            _faults.Add($"Gantry:AETitle is '{text}'; an AE title has 1 to 16 characters of ASCII without backslash.");
        }

        return title;
    }

    private IPAddress Address()
    {
        var text = _section[nameof(GantrySettings.DicomAddress)];
        if (text is null or "*")
        {
            return IPAddress.IPv6Any;
        }

        if (!IPAddress.TryParse(text, out var address))
        {
            _faults.Add($"Gantry:DicomAddress is '{text}'; an IP address is needed, or * for every one.");
        }

        return address ?? IPAddress.None;
    }

    private int Number(string name, int otherwise, int least, int most)
    {
        var text = _section[name];
        if (text is null)
        {
            return otherwise;
        }

        if (!int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) || number < least || number > most)
        {
            _faults.Add($"Gantry:{name} is '{text}'; a whole number from {least} to {most} is needed.");
        }

        return number;
    }

    private TimeSpan Time(string name, TimeSpan otherwise)
    {
        var text = _section[name];
        if (text is null)
        {
            return otherwise;
        }

        if (!TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var time) || time < TimeSpan.FromSeconds(1) || time > TimeSpan.FromDays(1))
        {
            _faults.Add($"Gantry:{name} is '{text}'; a time from 00:00:01 to 1.00:00:00 is needed.");
        }

        return time;
    }

    private bool Truth(string name, bool otherwise)
    {
        var text = _section[name];
        if (text is null)
        {
            return otherwise;
        }

        if (!bool.TryParse(text, out var truth))
        {
            _faults.Add($"Gantry:{name} is '{text}'; true or false is needed.");
        }

        return truth;
    }

    private T Choice<T>(string name, T otherwise)
        where T : struct, Enum
    {
        var text = _section[name];
        if (text is null)
        {
            return otherwise;
        }

        if (!Enum.TryParse<T>(text, ignoreCase: true, out var choice) || !Enum.IsDefined(choice) || char.IsAsciiDigit(text.FirstOrDefault()))
        {
            _faults.Add($"Gantry:{name} is '{text}'; one of {string.Join(", ", Enum.GetNames<T>())} is needed.");
        }

        return choice;
    }

    private string Folder(string name, string otherwise)
    {
        var text = _section[name] ?? otherwise;
        if (text.Length == 0 || text.Contains('\0', StringComparison.Ordinal))
        {
            _faults.Add($"Gantry:{name} is empty; a folder is needed.");
            return "";
        }

        return Path.GetFullPath(text);
    }
}
