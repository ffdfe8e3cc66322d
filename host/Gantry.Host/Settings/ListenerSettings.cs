using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using Gantry.Dicom;

namespace Gantry.Host.Settings;

/// <summary>A port that DICOM is served on: the one of <c>Gantry:DicomPort</c>, or one below <c>Gantry:Listeners</c>.</summary>
/// <param name="Name">Its name; <see cref="Main"/> for the first.</param>
/// <param name="Address">Where it listens.</param>
/// <param name="Port">0 to 65,535; 0 takes a free one.</param>
/// <param name="AETitles">The AE titles that it is called by, at least one.</param>
/// <param name="Tls">How it is secured by TLS; null for plain TCP.</param>
internal sealed record ListenerSettings(string Name, IPAddress Address, int Port, ImmutableArray<AETitle> AETitles, TlsSettings? Tls)
{
    /// <summary>The name of the listener that is always there.</summary>
    public const string Main = "dicom";

    private static readonly string[] Names = [nameof(Address), nameof(Port), nameof(AETitles), nameof(Tls)];

    /// <summary>Reads the listeners below <c>Gantry:Listeners</c>.</summary>
    /// <param name="section">The section.</param>
    /// <param name="main">What holds where a listener does not say otherwise: address and AE titles.</param>
    /// <param name="tls">The same for TLS.</param>
    /// <param name="faults">Takes what is wrong.</param>
    public static IEnumerable<ListenerSettings> ReadAll(IConfigurationSection section, ListenerSettings main, TlsSettings tls, ICollection<string> faults) =>
        [.. section.GetChildren().Select(child => Read(child, main, tls, faults))];

    /// <summary>AE titles with commas between them.</summary>
    public static ImmutableArray<AETitle> ReadTitles(string key, string? text, ICollection<string> faults)
    {
        var titles = ImmutableArray.CreateBuilder<AETitle>();
        foreach (var name in (text ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (AETitle.TryParse(name, out var title))
            {
                titles.Add(title);
            }
            else
            {
                faults.Add($"{key} has '{name}'; an AE title has 1 to 16 characters of ASCII without backslash.");
            }
        }

        return titles.ToImmutable();
    }

    private static ListenerSettings Read(IConfigurationSection section, ListenerSettings main, TlsSettings tls, ICollection<string> faults)
    {
        var key = $"Gantry:Listeners:{section.Key}";
        foreach (var unknown in section.GetChildren().Where(child => !Names.Contains(child.Key, StringComparer.OrdinalIgnoreCase)))
        {
            faults.Add($"{key}:{unknown.Key} is not a setting; there are {string.Join(", ", Names)}.");
        }

        if (section.Key.Equals(Main, StringComparison.OrdinalIgnoreCase))
        {
            faults.Add($"{key} has the name of the first port, which Gantry:DicomPort sets.");
        }

        var port = 0;
        if (section[nameof(Port)] is not { } text || !int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port) || port > 65_535)
        {
            faults.Add($"{key}:Port is '{section[nameof(Port)]}'; a whole number from 0 to 65535 is needed.");
        }

        var address = main.Address;
        if (section[nameof(Address)] is { } written && !TryParse(written, out address))
        {
            faults.Add($"{key}:Address is '{written}'; an IP address is needed, or * for every one.");
        }

        var titles = ReadTitles($"{key}:AETitles", section[nameof(AETitles)], faults);
        return new ListenerSettings(section.Key, address, port, titles.IsEmpty ? main.AETitles : titles, TlsOf(section.GetSection(nameof(Tls)), tls, faults));
    }

    private static bool TryParse(string text, out IPAddress address)
    {
        var isAddress = IPAddress.TryParse(text, out var parsed);
        address = text == "*" ? IPAddress.IPv6Any : parsed ?? IPAddress.None;
        return isAddress || text == "*";
    }

    // "true" for TLS as it is set for all, or settings of its own.
    internal static TlsSettings? TlsOf(IConfigurationSection section, TlsSettings tls, ICollection<string> faults)
    {
        var has = section.GetChildren().Any();
        if (section.Value is { } text && !bool.TryParse(text, out has))
        {
            faults.Add($"{section.Path} is '{text}'; true or false is needed, or the settings of {string.Join(", ", TlsSettings.Names)}.");
        }

        if (!has)
        {
            return null;
        }

        var own = TlsSettings.Read(section, tls, faults);
        own.CheckForServer(section.Path, faults);
        return own;
    }
}
