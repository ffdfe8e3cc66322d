using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace Gantry.Host.Access;

/// <summary>Where an AE may call from: an address, a network, a host name, or <c>any</c>.</summary>
/// <param name="Text">The rule as it was written.</param>
/// <param name="Network">The addresses; null for a host name.</param>
internal sealed record AddressRule(string Text, IPNetwork? Network)
{
    public const string AnyText = "any";

    /// <summary>Every address.</summary>
    public static AddressRule Any { get; } = new(AnyText, null);

    public bool IsAny => Text == AnyText;

    /// <summary>True where it is a host name, to be resolved.</summary>
    public bool IsName => Network is null && !IsAny;

    public static AddressRule Of(IPAddress address) => new(address.ToString(), new IPNetwork(address, address.GetAddressBytes().Length * 8));

    public static bool TryParse(string text, [NotNullWhen(true)] out AddressRule? rule)
    {
        rule = text.Equals(AnyText, StringComparison.OrdinalIgnoreCase) ? Any
            : IPAddress.TryParse(text, out var address) && IsWholeAddress(text) ? Of(Unmapped(address))
            : text.Contains('/', StringComparison.Ordinal) ? OfNetwork(text)
            : Uri.CheckHostName(text) == UriHostNameType.Dns && !text.All(letter => char.IsAsciiDigit(letter) || letter == '.') ? new AddressRule(text, null)
            : null;
        return rule is not null;
    }

    /// <summary>True for an address of the rule; a host name has none of its own.</summary>
    public bool Contains(IPAddress address) => IsAny || (Network is { } network && network.Contains(address));

    // A listener for both protocols sees IPv4 peers by addresses that no administrator would write.
    public static IPAddress Unmapped(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;

    // 10.1 is 10.0.0.1 to the parser, and to nobody who writes it.
    private static bool IsWholeAddress(string text) => text.Contains(':', StringComparison.Ordinal) || text.Count(letter => letter == '.') == 3;

    // The bits of the host are cut: 10.1.2.3/16 means the network that 10.1.2.3 is in.
    private static AddressRule? OfNetwork(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (!IPAddress.TryParse(text[..slash], out var address) || !IsWholeAddress(text[..slash])
            || !byte.TryParse(text[(slash + 1)..], System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var length))
        {
            return null;
        }

        var bytes = address.GetAddressBytes();
        if (length > bytes.Length * 8)
        {
            return null;
        }

        for (var bit = (int)length; bit < bytes.Length * 8; bit++)
        {
            bytes[bit / 8] &= (byte)~(0x80 >> (bit % 8));
        }

        var network = new IPNetwork(new IPAddress(bytes), length);
        return new AddressRule(network.ToString(), network);
    }
}
