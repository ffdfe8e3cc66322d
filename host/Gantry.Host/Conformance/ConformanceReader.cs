using System.Reflection;
using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Dicom.Network;
using Gantry.Host.Dispatch;
using Gantry.Host.Listener;
using Gantry.Host.Plugins.Registry;
using Gantry.Host.Remote;
using Gantry.Host.Settings;
using Gantry.Host.Telemetry;

namespace Gantry.Host.Conformance;

/// <summary>Reads what the server conforms to from what runs: the routing table, the settings, and the options of the listener.</summary>
internal sealed class ConformanceReader(GantrySettings settings, PluginRegistry registry, NodeStore nodes, ServedEndpoints endpoints, TimeProvider time)
{
    private static readonly Lazy<IReadOnlyList<NamedUid>> StandardTransferSyntaxes = new(() =>
        [.. DicomUidRegistry.Entries.Where(entry => entry.Type == "Transfer Syntax").Select(Named)]);

    private static readonly Lazy<IReadOnlyList<NamedUid>> StorageClasses = new(() =>
        [.. StorageSopClasses.All.OrderBy(sopClass => sopClass.IsRetired).ThenBy(sopClass => sopClass.Name, StringComparer.Ordinal)
            .Select(sopClass => new NamedUid(sopClass.Uid.Value, sopClass.Name, sopClass.IsRetired))]);

    public ConformanceStatement Read()
    {
        var acceptor = AssociationSessions.Options(settings, time);
        var slots = registry.Slots.Where(slot => slot.Routes is not null).ToList();
        return new ConformanceStatement
        {
            Product = "Gantry",
            Version = typeof(ConformanceReader).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "",
            WrittenAt = time.GetUtcNow(),
            AETitle = settings.AETitle.Value,
            Endpoint = endpoints.Dicom,
            Implementation = new ImplementationStatement(acceptor.ImplementationClassUid.Value, acceptor.ImplementationVersionName),
            Associations = Associations(acceptor),
            Services = [Verification, .. slots.SelectMany(slot => slot.Routes!.Handlers).Select(Service), .. SubOperations(slots)],
            StorageSopClasses = StorageClasses.Value,
            NativeTransferSyntaxes = [.. ContextPolicy.NativeTransferSyntaxes.Select(syntax => Named(syntax.Uid))],
            AnyTransferSyntaxes = StandardTransferSyntaxes.Value,
            Plugins = [.. slots.Select(Plugin)],
            RemoteNodes = [.. nodes.Known.Select(node => node.AETitle.Value)],
            CharacterSets = CharacterSets,
            Security =
            [
                .. AccessStatement.Security(settings),
                UserIdentity,
                "The administration is served on the loopback address alone, and needs a token that is made anew at each start.",
            ],
        };
    }

    private static IReadOnlyList<string> CharacterSets =>
    [
        "ISO_IR 6", "ISO_IR 100", "ISO_IR 101", "ISO_IR 109", "ISO_IR 110", "ISO_IR 144", "ISO_IR 127", "ISO_IR 126", "ISO_IR 138", "ISO_IR 148",
        "ISO_IR 203", "ISO_IR 166", "ISO_IR 13", "ISO_IR 192", "GB18030", "GBK", "ISO 2022 IR 6", "ISO 2022 IR 100", "ISO 2022 IR 101", "ISO 2022 IR 109",
        "ISO 2022 IR 110", "ISO 2022 IR 144", "ISO 2022 IR 127", "ISO 2022 IR 126", "ISO 2022 IR 138", "ISO 2022 IR 148", "ISO 2022 IR 203",
        "ISO 2022 IR 166", "ISO 2022 IR 13", "ISO 2022 IR 87", "ISO 2022 IR 159", "ISO 2022 IR 149", "ISO 2022 IR 58",
    ];

    private static ServiceStatement Verification => new(
        "C-ECHO", "SCP", null, null, [Named(Uids.Verification)], null, nameof(TransferSyntaxGroup.Native), FirstNative);

    private static string FirstNative => "the first native one that the requestor proposes";

    private AssociationStatement Associations(AcceptorOptions acceptor) => new(
        acceptor.MaximumPduLength,
        settings.MaximumAssociations,
        acceptor.MaximumPerformedOperations,
        acceptor.ArtimTimeout,
        acceptor.IdleTimeout,
        acceptor.ReceiveTimeout,
        acceptor.WriteTimeout,
        acceptor.ReleaseTimeout,
        acceptor.ResponseTimeout,
        new RequestorOptions().ConnectTimeout,
        [
            .. AccessStatement.Policies(settings, endpoints),
            $"An asynchronous operations window (PS3.7 §D.3.3.3) is accepted up to {acceptor.MaximumPerformedOperations} operations at a time, and responses come in "
                + "the order in which the operations end. Where none is proposed: one operation at a time.",
            ExtendedNegotiations,
            "SOP class common extended negotiation (PS3.7 §D.3.3.6): a SOP class that nothing serves is treated as the first of its related general SOP classes "
                + "that something does.",
            "A requestor that offers the SCP role for a storage SOP class (PS3.7 §D.3.3.4) gets it, to receive by C-GET.",
            "A requestor that offers the SCP role for a SOP class whose events a plugin takes gets it, to report them. Where this side reports events on an "
                + "association of its own, it proposes the SCP role, and reports to an acceptor that leaves the role selection unanswered, too.",
            "Presentation contexts are accepted by what is loaded at that moment, each with one transfer syntax. An association that is open when a plugin "
                + "is replaced stays open, and its next operation is performed by the new version.",
        ]);

    private string UserIdentity => (settings.UserIdentity, registry.Routing.Provider(typeof(IUserIdentityCheck))) switch
    {
        (UserIdentityPolicy.Ignore, _) or (UserIdentityPolicy.Check, null) =>
            "User identity negotiation (PS3.7 §D.3.3.7) is not supported: an identity that is offered is not looked at.",
        (UserIdentityPolicy.Check, { } slot) =>
            $"A user identity that is offered (PS3.7 §D.3.3.7) is checked by {slot.Id}, whatever its type; one that is refused rejects the association: permanent, by the "
            + "ACSE, no reason given. Nobody has to offer one.",
        (_, { } slot) =>
            $"A user identity (PS3.7 §D.3.3.7) is required, and checked by {slot.Id}; without one, or with one that is refused, the association is rejected: permanent, by "
            + "the ACSE, no reason given.",
        _ => "A user identity (PS3.7 §D.3.3.7) is required, and no plugin checks them: every association is rejected.",
    };

    // What the handlers declare, in the words of the standard.
    private string ExtendedNegotiations
    {
        get
        {
            var options = registry.Slots.SelectMany(slot => slot.Routes?.Handlers ?? [])
                .Where(route => route.QueryRetrieveOptions != QueryRetrieveOptions.None)
                .Select(route => $"{HostMetrics.Name(route.Command)} of {route.Slot.Id}: {Words(route.QueryRetrieveOptions)}").Distinct();
            var storage = registry.Slots.SelectMany(slot => slot.Routes?.Handlers ?? []).Where(route => route.Storage is not null)
                .Select(route => $"C-STORE of {route.Slot.Id}: level of support {(int)route.Storage!.Level}, digital signatures {(int)route.Storage.Signatures}, "
                    + $"element coercion {(int)route.Storage.Coercion}").Distinct();
            var declared = string.Join("; ", options.Concat(storage));
            return "SOP class extended negotiation (PS3.7 §D.3.3.5) is answered by what the services support: "
                + (declared.Length == 0 ? "nothing; no relational queries or retrievals, no fuzzy matching, no time zone adjustment." : declared + ".");
        }
    }

    private static string Words(QueryRetrieveOptions options) => string.Join(", ", new[]
    {
        (QueryRetrieveOptions.Relational, "relational queries or retrievals"),
        (QueryRetrieveOptions.CombinedDateTimeMatching, "combined date-time matching"),
        (QueryRetrieveOptions.FuzzySemanticMatching, "fuzzy semantic matching of person names"),
        (QueryRetrieveOptions.TimezoneQueryAdjustment, "timezone query adjustment"),
        (QueryRetrieveOptions.EnhancedMultiFrameImageConversion, "enhanced multi-frame image conversion"),
        (QueryRetrieveOptions.EmptyValueMatching, "empty value matching"),
        (QueryRetrieveOptions.MultipleValueMatching, "multiple value matching"),
    }.Where(known => options.HasFlag(known.Item1)).Select(known => known.Item2));

    private static ServiceStatement Service(HandlerRoute route) => new(
        HostMetrics.Name(route.Command),
        route.Command == DimseCommand.NEventReport ? "SCU" : "SCP",
        route.Slot.Id,
        route.Slot.Current?.Manifest.Version,
        [.. route.SopClasses.Select(Named).OrderBy(sopClass => sopClass.Name, StringComparer.Ordinal)],
        route.Group == SopClassGroup.None ? null : route.Group.ToString(),
        route.TransferSyntaxes.ToString(),
        route.TransferSyntaxes == TransferSyntaxGroup.Any ? "the first that the requestor proposes" : FirstNative);

    // Whoever performs retrievals sends instances: the sub-operations are C-STORE in the role of SCU (PS3.4 §C.4.2, §C.4.3).
    private static IEnumerable<ServiceStatement> SubOperations(IEnumerable<PluginSlot> slots) =>
        from slot in slots
        from handler in slot.Routes!.Handlers
        where handler.Command is DimseCommand.CMove or DimseCommand.CGet
        select new ServiceStatement(
            "C-STORE", "SCU", slot.Id, slot.Current?.Manifest.Version, [], nameof(SopClassGroup.Storage), nameof(TransferSyntaxGroup.Any),
            handler.Command == DimseCommand.CMove
                ? "for C-MOVE: proposes a presentation context for each SOP class and transfer syntax that is asked for by the plugin"
                : "for C-GET: the presentation contexts that the requestor proposed in the role of SCP");

    private static PluginStatement Plugin(PluginSlot slot) => new(
        slot.Id, slot.Current?.Manifest.Version ?? "", slot.Current?.Manifest.Description ?? "", slot.Routes!.Details);

    private static NamedUid Named(Uid uid) => DicomUidRegistry.TryGet(uid, out var entry) ? Named(entry) : new NamedUid(uid.Value, "private", false);

    private static NamedUid Named(DicomUidEntry entry) => new(entry.Uid.Value, entry.Name, entry.IsRetired);
}
