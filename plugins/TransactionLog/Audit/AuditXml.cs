using System.Globalization;
using System.Xml;
using System.Xml.Linq;

namespace Gantry.Plugins.TransactionLog.Audit;

/// <summary>Puts audit messages together (PS3.15 §A.5.1): EventIdentification, ActiveParticipants, AuditSourceIdentification, ParticipantObjects, in this order.</summary>
internal static class AuditXml
{
    private const string ApplicationServer = "4";

    /// <summary>A message.</summary>
    /// <param name="source">AuditSourceID: who reports.</param>
    /// <param name="site">AuditEnterpriseSiteID; empty for none.</param>
    /// <param name="audited">What is reported.</param>
    public static XElement Make(string source, string site, AuditEvent audited)
    {
        var identification = new XElement(
            "EventIdentification",
            new XAttribute("EventActionCode", audited.Action),
            new XAttribute("EventDateTime", audited.At.ToString("yyyy-MM-ddTHH:mm:ss.fffzzz", CultureInfo.InvariantCulture)),
            new XAttribute("EventOutcomeIndicator", ((int)audited.Outcome).ToString(CultureInfo.InvariantCulture)),
            audited.Id.ToXml("EventID"),
            audited.Type?.ToXml("EventTypeCode"),
            audited.OutcomeText.Length == 0 ? null : new XElement("EventOutcomeDescription", Clean(audited.OutcomeText)));
        return new XElement(
            "AuditMessage",
            identification,
            audited.Participants.Select(participant => participant.ToXml()),
            new XElement(
                "AuditSourceIdentification",
                site.Length == 0 ? null : new XAttribute("AuditEnterpriseSiteID", Clean(site)),
                new XAttribute("AuditSourceID", Clean(source)),
                new XElement("AuditSourceTypeCode", new XAttribute("csd-code", ApplicationServer))),
            audited.Objects);
    }

    /// <summary>A study, with how many instances of which SOP classes of it are meant.</summary>
    public static XElement Study(string studyUid, IEnumerable<(string SopClass, int Count)> instances) => Object(
        "2", "3", AuditCode.StudyInstanceUid, studyUid, "",
        [
            new XElement(
                "ParticipantObjectDescription",
                instances.Select(pair => new XElement("SOPClass", new XAttribute("UID", pair.SopClass), new XAttribute("NumberOfInstances", pair.Count)))),
        ]);

    public static XElement Patient(string id, string name) => Object("1", "1", AuditCode.PatientNumber, id, name, []);

    /// <summary>Something else: a system object.</summary>
    public static XElement System(string role, AuditCode type, string id, string name = "") => Object("2", role, type, id, name, []);

    /// <summary>A query: the SOP class, and the identifier in its transfer syntax; empty where it is too large.</summary>
    public static XElement Query(string sopClass, ReadOnlySpan<byte> identifier, string transferSyntax) => new(
        "ParticipantObjectIdentification",
        new XAttribute("ParticipantObjectID", sopClass),
        new XAttribute("ParticipantObjectTypeCode", "2"),
        new XAttribute("ParticipantObjectTypeCodeRole", "3"),
        AuditCode.SopClassUid.ToXml("ParticipantObjectIDTypeCode"),
        new XElement("ParticipantObjectQuery", Convert.ToBase64String(identifier)),
        new XElement(
            "ParticipantObjectDetail",
            new XAttribute("type", "TransferSyntax"),
            new XAttribute("value", Convert.ToBase64String(global::System.Text.Encoding.UTF8.GetBytes(transferSyntax)))));

    /// <summary>A search by HTTP: its route, and the query as it was sent.</summary>
    public static XElement WebQuery(string route, string query) => new(
        "ParticipantObjectIdentification",
        new XAttribute("ParticipantObjectID", Clean(route)),
        new XAttribute("ParticipantObjectTypeCode", "2"),
        new XAttribute("ParticipantObjectTypeCodeRole", "24"),
        AuditCode.Uri.ToXml("ParticipantObjectIDTypeCode"),
        new XElement("ParticipantObjectQuery", Convert.ToBase64String(global::System.Text.Encoding.UTF8.GetBytes(query))));

    /// <summary>Text that XML can hold.</summary>
    public static string Clean(string text) => text.All(XmlConvert.IsXmlChar) ? text : string.Concat(text.Select(c => XmlConvert.IsXmlChar(c) ? c : '?'));

    private static XElement Object(string type, string role, AuditCode idType, string id, string name, IEnumerable<XElement> more) => new(
        "ParticipantObjectIdentification",
        new XAttribute("ParticipantObjectID", Clean(id)),
        new XAttribute("ParticipantObjectTypeCode", type),
        new XAttribute("ParticipantObjectTypeCodeRole", role),
        idType.ToXml("ParticipantObjectIDTypeCode"),
        new XElement("ParticipantObjectName", Clean(name)),
        more);
}
