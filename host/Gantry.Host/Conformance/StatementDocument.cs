using System.Globalization;

namespace Gantry.Host.Conformance;

/// <summary>Puts a conformance statement into words, in the order of PS3.2's template.</summary>
internal static class StatementDocument
{
    public static IReadOnlyList<StatementBlock> Of(ConformanceStatement statement) =>
    [
        new HeadingBlock(1, $"DICOM Conformance Statement of {statement.AETitle}"),
        new ParagraphBlock(
            $"{statement.Product} {statement.Version}, as it ran on {statement.WrittenAt.UtcDateTime.ToString("yyyy-MM-dd 'at' HH:mm:ss", CultureInfo.InvariantCulture)} UTC. "
            + "This statement is made from what was loaded at that moment; another plugin or another version of one may change it."),
        new HeadingBlock(2, "1 Overview"),
        Overview(statement),
        new HeadingBlock(2, "2 Implementation"),
        new TableBlock(
            ["", ""],
            [
                ["Application Entity", statement.AETitle],
                ["Listens at", statement.Endpoint],
                ["Implementation Class UID", statement.Implementation.ClassUid],
                ["Implementation Version Name", statement.Implementation.VersionName],
            ]),
        new HeadingBlock(3, "2.1 Plugins"),
        new ParagraphBlock("Every service is a plugin's. These were loaded:"),
        new TableBlock(["Plugin", "Version", "What it is"], [.. statement.Plugins.Select(plugin => (string[])[plugin.Id, plugin.Version, plugin.Description])]),
        new HeadingBlock(2, $"3 Application Entity {statement.AETitle}"),
        new HeadingBlock(3, "3.1 SOP classes"),
        SopClasses(statement),
        new HeadingBlock(3, "3.2 Association policies"),
        new ListBlock(statement.Associations.Policies),
        Limits(statement.Associations),
        new HeadingBlock(3, "3.3 Presentation contexts"),
        new ParagraphBlock("Native transfer syntaxes are those of section 6.1; any transfer syntax is those of section 6.2, and newer and private ones."),
        Contexts(statement),
        new HeadingBlock(3, "3.4 Remote AEs"),
        statement.RemoteNodes.Count == 0 ? new ParagraphBlock("None is configured.") : new ListBlock(statement.RemoteNodes),
        new HeadingBlock(2, "4 Services in detail"),
        .. statement.Plugins.Where(plugin => plugin.Details.Count > 0).SelectMany(Details),
        new HeadingBlock(2, "5 Storage SOP classes"),
        .. statement.Services.Any(service => service.Group is not null) ? Storage(statement) : [new ParagraphBlock("No service takes SOP classes beyond those of section 3.1.")],
        new HeadingBlock(2, "6 Transfer syntaxes"),
        new HeadingBlock(3, "6.1 Native"),
        Uids("Transfer syntax", statement.NativeTransferSyntaxes),
        .. statement.Services.Any(service => service.TransferSyntaxes == "Any")
            ? [new HeadingBlock(3, "6.2 Any"), Uids("Transfer syntax", statement.AnyTransferSyntaxes)]
            : Array.Empty<StatementBlock>(),
        new HeadingBlock(2, "7 Character sets"),
        new ParagraphBlock(
            "These defined terms of Specific Character Set (0008,0005) are understood in identifiers and instances, with code extensions (PS3.3 §C.12.1.1.2): "
            + string.Join(", ", statement.CharacterSets) + ". Stored instances keep the character set that they came with."),
        new HeadingBlock(2, "8 Security"),
        new ListBlock(statement.Security),
    ];

    private static TableBlock Overview(ConformanceStatement statement) => new(
        ["Service", "User (SCU)", "Provider (SCP)"],
        [
            .. statement.Services.GroupBy(service => service.Command).OrderBy(service => service.Key, StringComparer.Ordinal).Select(same => (string[])
            [
                same.Key, same.Any(service => service.Role == "SCU") ? "Yes" : "No", same.Any(service => service.Role == "SCP") ? "Yes" : "No",
            ]),
        ]);

    private static TableBlock SopClasses(ConformanceStatement statement)
    {
        var rows = new List<IReadOnlyList<string>>();
        foreach (var service in statement.Services)
        {
            var (plugin, role) = (Plugin(service), $"{service.Command} {service.Role}");
            rows.AddRange(service.SopClasses.Select(sopClass => (string[])[Name(sopClass), sopClass.Uid, role, plugin]));
            if (service.Group is not null)
            {
                rows.Add(["every storage SOP class", "section 5", role, plugin]);
            }
        }

        return new TableBlock(["SOP class", "UID", "Role", "Served by"], [.. rows.DistinctBy(row => string.Join('\n', row))]);
    }

    private static TableBlock Limits(AssociationStatement associations) => new(
        ["Limit", "Value"],
        [
            ["Maximum PDU length offered", $"{associations.MaximumPduLength.ToString("N0", CultureInfo.InvariantCulture)} bytes"],
            ["Associations at a time", associations.MaximumAssociations.ToString(CultureInfo.InvariantCulture)],
            ["Operations at a time on an association", associations.OperationsAtATime.ToString(CultureInfo.InvariantCulture)],
            ["Association request, and closing of the transport at the end (ARTIM)", Text(associations.ArtimTimeout)],
            ["Idle association", Text(associations.IdleTimeout)],
            ["Silence within a message that is being received", Text(associations.ReceiveTimeout)],
            ["A peer that does not read", Text(associations.WriteTimeout)],
            ["As requestor: connection", Text(associations.ConnectTimeout)],
            ["As requestor: response", Text(associations.ResponseTimeout)],
            ["As requestor: release", Text(associations.ReleaseTimeout)],
        ]);

    private static TableBlock Contexts(ConformanceStatement statement) => new(
        ["Abstract syntax", "Role", "Transfer syntaxes", "Which is chosen"],
        [
            .. statement.Services.SelectMany(
                service => service.SopClasses.Select(Name).Concat(service.Group is null ? [] : ["every storage SOP class"]),
                (service, name) => (string[])[name, $"{service.Command} {service.Role}", service.TransferSyntaxes, service.Selection]),
        ]);

    private static IEnumerable<StatementBlock> Details(PluginStatement plugin, int index)
    {
        yield return new HeadingBlock(3, $"4.{index + 1} {plugin.Id} {plugin.Version}");
        foreach (var detail in plugin.Details)
        {
            yield return new HeadingBlock(4, detail.Title);
            if (detail.Text.Length > 0)
            {
                yield return new ParagraphBlock(detail.Text);
            }

            if (!detail.Columns.IsDefaultOrEmpty)
            {
                yield return new TableBlock(detail.Columns, [.. detail.Rows.IsDefault ? [] : detail.Rows.Select(row => row.IsDefault ? [] : (IReadOnlyList<string>)row)]);
            }
        }
    }

    private static StatementBlock[] Storage(ConformanceStatement statement) =>
    [
        new ParagraphBlock("Besides these: storage SOP classes of the standard that are newer than this version, and private SOP classes."),
        Uids("SOP class", statement.StorageSopClasses),
    ];

    private static TableBlock Uids(string what, IReadOnlyList<NamedUid> uids) => new([what, "UID"], [.. uids.Select(uid => (string[])[Name(uid), uid.Uid])]);

    private static string Name(NamedUid uid) =>
        uid.IsRetired && !uid.Name.Contains("Retired", StringComparison.OrdinalIgnoreCase) ? $"{uid.Name} (retired)" : uid.Name;

    private static string Plugin(ServiceStatement service) => service.Plugin is null ? "the host" : $"{service.Plugin} {service.PluginVersion}";

    private static string Text(TimeSpan time) => time.TotalSeconds < 120
        ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.#} seconds")
        : string.Create(CultureInfo.InvariantCulture, $"{time.TotalMinutes:0.#} minutes");
}
