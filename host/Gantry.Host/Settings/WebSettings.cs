using System.Globalization;
using System.Net;

namespace Gantry.Host.Settings;

/// <summary>The settings below <c>Gantry:Web</c>: where HTTP is served beyond the loopback address, for people and programs of other machines.</summary>
/// <param name="Address">The address, <c>*</c> for every one; every one unless set.</param>
/// <param name="Port">1 to 65,535; 0 takes a free one.</param>
/// <param name="Tls">How it is secured; null for plain HTTP, which passwords and images would go over in the clear.</param>
internal sealed record WebSettings(IPAddress Address, int Port, TlsSettings? Tls)
{
    private const string InTheClear = nameof(InTheClear);
    private static readonly string[] Names = [nameof(Address), nameof(Port), nameof(Tls), InTheClear];

    /// <summary>Reads the section; null where it is not there.</summary>
    public static WebSettings? Read(IConfigurationSection section, TlsSettings tls, ICollection<string> faults)
    {
        if (!section.GetChildren().Any())
        {
            return null;
        }

        foreach (var unknown in section.GetChildren().Where(child => !Names.Contains(child.Key, StringComparer.OrdinalIgnoreCase)))
        {
            faults.Add($"Gantry:Web:{unknown.Key} is not a setting; there are {string.Join(", ", Names)}.");
        }

        var address = IPAddress.IPv6Any;
        if (section[nameof(Address)] is { } written && written != "*" && !IPAddress.TryParse(written, out address!))
        {
            faults.Add($"Gantry:Web:Address is '{written}'; an IP address is needed, or * for every one.");
        }

        var port = 0;
        if (section[nameof(Port)] is not { } text || !int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port) || port > 65_535)
        {
            faults.Add($"Gantry:Web:Port is '{section[nameof(Port)]}'; a whole number from 0 to 65535 is needed.");
        }

        // People have no certificates of their own to show; a site whose people do says so.
        var own = ListenerSettings.TlsOf(section.GetSection(nameof(Tls)), tls with { ClientCertificates = ClientCertificates.None }, faults);
        var isClear = false;
        if (section[InTheClear] is { } clear && !bool.TryParse(clear, out isClear))
        {
            faults.Add($"Gantry:Web:InTheClear is '{clear}'; true or false is needed.");
        }

        if (own is null && !isClear)
        {
            faults.Add("Gantry:Web has no TLS: passwords and images would go in the clear. Gantry:Web:Tls true is needed, or InTheClear true where a proxy before it has TLS.");
        }

        return new WebSettings(address ?? IPAddress.None, port, own);
    }
}
