using System.Globalization;
using Gantry.Cli.Administration;
using Gantry.Dicom;

namespace Gantry.Cli.Clients;

/// <summary>A peer as the command line names it: <c>AE@HOST:PORT</c>.</summary>
internal sealed record Peer(AETitle AETitle, string Host, int Port)
{
    /// <summary>How the server calls it over TLS; null where it does not, or where the peer was given by its address.</summary>
    public NodeTls? Tls { get; init; }

    public override string ToString() => $"{AETitle}@{(Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]" : Host)}:{Port.ToString(CultureInfo.InvariantCulture)}";

    /// <summary>Reads <c>AE@HOST:PORT</c>; an IPv6 address stands in brackets.</summary>
    /// <exception cref="CliException">It is something else.</exception>
    public static Peer Parse(string text)
    {
        var at = text.IndexOf('@', StringComparison.Ordinal);
        var colon = text.LastIndexOf(':');
        if (at > 0 && colon > at
            && AETitle.TryParse(text[..at], out var title)
            && TryParseHost(text[(at + 1)..colon], out var host)
            && ushort.TryParse(text[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port > 0)
        {
            return new Peer(title, host, port);
        }

        throw new CliException($"'{text}' is not AE@HOST:PORT, as PACS@127.0.0.1:11112 or PACS@[::1]:11112.");
    }

    private static bool TryParseHost(string text, out string host)
    {
        var isBracketed = text.StartsWith('[') && text.EndsWith(']');
        host = isBracketed ? text[1..^1] : text;
        return host.Length > 0 && !host.Any(char.IsWhiteSpace) && isBracketed == host.Contains(':', StringComparison.Ordinal);
    }
}
