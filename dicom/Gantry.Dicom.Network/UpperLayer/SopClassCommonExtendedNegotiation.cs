using System.Collections.Immutable;

namespace Gantry.Dicom.Network;

/// <summary>SOP class common extended negotiation (PS3.7 §D.3.3.6): only in A-ASSOCIATE-RQ.</summary>
/// <param name="SopClassUid">The SOP class.</param>
/// <param name="ServiceClassUid">The service class it belongs to.</param>
/// <param name="RelatedGeneralSopClassUids">The more general SOP classes it can be treated as.</param>
public sealed record SopClassCommonExtendedNegotiation(Uid SopClassUid, Uid ServiceClassUid, ImmutableArray<Uid> RelatedGeneralSopClassUids);
