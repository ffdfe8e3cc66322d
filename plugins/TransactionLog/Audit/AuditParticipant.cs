using System.Net;
using System.Xml.Linq;

namespace Gantry.Plugins.TransactionLog.Audit;

/// <summary>Somebody or something that took part (ActiveParticipant, PS3.15 §A.5.2): a user, an AE, this server.</summary>
internal sealed record AuditParticipant(string UserId, bool IsRequestor)
{
    /// <summary>AE titles, as <c>AETITLES=A;B</c>; empty for none.</summary>
    public string AETitles { get; init; } = "";

    public EndPoint? Address { get; init; }

    public AuditCode? Role { get; init; }

    public XElement ToXml()
    {
        var element = new XElement("ActiveParticipant", new XAttribute("UserID", AuditXml.Clean(UserId)));
        if (AETitles.Length > 0)
        {
            element.Add(new XAttribute("AlternativeUserID", AuditXml.Clean("AETITLES=" + AETitles)));
        }

        element.Add(new XAttribute("UserIsRequestor", IsRequestor ? "true" : "false"));
        if (Host(Address) is { } host)
        {
            element.Add(new XAttribute("NetworkAccessPointID", host), new XAttribute("NetworkAccessPointTypeCode", Address is IPEndPoint ? "2" : "1"));
        }

        if (Role is not null)
        {
            element.Add(Role.ToXml("RoleIDCode"));
        }

        return element;
    }

    private static string? Host(EndPoint? address) => address switch
    {
        IPEndPoint ip => (ip.Address.IsIPv4MappedToIPv6 ? ip.Address.MapToIPv4() : ip.Address).ToString(),
        DnsEndPoint name => name.Host,
        _ => null,
    };
}
