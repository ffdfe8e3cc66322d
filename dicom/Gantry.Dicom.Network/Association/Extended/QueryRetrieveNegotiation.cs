using System.Collections.Frozen;

namespace Gantry.Dicom.Network;

/// <summary>
/// The service-class-application-information of query and retrieve SOP classes (PS3.4 §C.5): a byte for each option, 0 or 1, in an order that C-FIND has and
/// another that C-MOVE and C-GET have. What is left out at the end is 0.
/// </summary>
public static class QueryRetrieveNegotiation
{
    private static readonly FrozenSet<Uid> Retrievals = new[]
    {
        Uids.PatientRootQueryRetrieveInformationModelMove, Uids.PatientRootQueryRetrieveInformationModelGet,
        Uids.StudyRootQueryRetrieveInformationModelMove, Uids.StudyRootQueryRetrieveInformationModelGet,
        new Uid("1.2.840.10008.5.1.4.1.2.3.2"), new Uid("1.2.840.10008.5.1.4.1.2.3.3"), // Patient/Study Only, retired
        Uids.CompositeInstanceRootRetrieveMove, Uids.CompositeInstanceRootRetrieveGet,
        new Uid("1.2.840.10008.5.1.4.1.2.5.3"), // Composite Instance Retrieve Without Bulk Data
    }.ToFrozenSet();

    private static ReadOnlySpan<QueryRetrieveOptions> OfFind =>
    [
        QueryRetrieveOptions.Relational, QueryRetrieveOptions.CombinedDateTimeMatching, QueryRetrieveOptions.FuzzySemanticMatching,
        QueryRetrieveOptions.TimezoneQueryAdjustment, QueryRetrieveOptions.EnhancedMultiFrameImageConversion, QueryRetrieveOptions.EmptyValueMatching,
        QueryRetrieveOptions.MultipleValueMatching,
    ];

    private static ReadOnlySpan<QueryRetrieveOptions> OfRetrieve => [QueryRetrieveOptions.Relational, QueryRetrieveOptions.EnhancedMultiFrameImageConversion];

    /// <summary>What a requestor proposes.</summary>
    /// <param name="sopClassUid">The SOP class: of C-FIND, or of C-MOVE or C-GET.</param>
    /// <param name="options">The options; those that the service does not have are left out.</param>
    public static SopClassExtendedNegotiation Propose(Uid sopClassUid, QueryRetrieveOptions options)
    {
        var layout = LayoutOf(sopClassUid);
        var length = 1;
        for (var i = 0; i < layout.Length; i++)
        {
            length = options.HasFlag(layout[i]) ? i + 1 : length;
        }

        return new SopClassExtendedNegotiation(sopClassUid, Write(layout[..length], options));
    }

    /// <summary>What an acceptor answers: the options that were proposed and are supported.</summary>
    /// <param name="proposal">The proposal.</param>
    /// <param name="supported">What this side supports.</param>
    /// <returns>The answer, no longer than the proposal; null where nothing was proposed.</returns>
    public static SopClassExtendedNegotiation? Answer(SopClassExtendedNegotiation proposal, QueryRetrieveOptions supported)
    {
        var proposed = proposal.ServiceClassApplicationInformation.Span;
        if (proposed.IsEmpty)
        {
            return null;
        }

        var layout = LayoutOf(proposal.SopClassUid);
        var agreed = Read(proposal.SopClassUid, proposed) & supported;
        return proposal with { ServiceClassApplicationInformation = Write(layout[..Math.Min(layout.Length, proposed.Length)], agreed) };
    }

    /// <summary>The options that stand in a proposal or an answer; bytes beyond those that are known are passed over.</summary>
    public static QueryRetrieveOptions Read(Uid sopClassUid, ReadOnlySpan<byte> information)
    {
        var options = QueryRetrieveOptions.None;
        var layout = LayoutOf(sopClassUid);
        for (var i = 0; i < Math.Min(layout.Length, information.Length); i++)
        {
            options |= information[i] == 1 ? layout[i] : QueryRetrieveOptions.None;
        }

        return options;
    }

    private static byte[] Write(ReadOnlySpan<QueryRetrieveOptions> layout, QueryRetrieveOptions options)
    {
        var bytes = new byte[layout.Length];
        for (var i = 0; i < layout.Length; i++)
        {
            bytes[i] = options.HasFlag(layout[i]) ? (byte)1 : (byte)0;
        }

        return bytes;
    }

    private static ReadOnlySpan<QueryRetrieveOptions> LayoutOf(Uid sopClass) => Retrievals.Contains(sopClass) ? OfRetrieve : OfFind;
}
