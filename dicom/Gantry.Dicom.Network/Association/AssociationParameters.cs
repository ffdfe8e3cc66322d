using System.Collections.Immutable;

namespace Gantry.Dicom.Network;

/// <summary>What was agreed when the association was established.</summary>
public sealed record AssociationParameters
{
    /// <summary>The called AE title.</summary>
    public required AETitle CalledAETitle { get; init; }

    /// <summary>The calling AE title.</summary>
    public required AETitle CallingAETitle { get; init; }

    /// <summary>The accepted presentation contexts, in the order they were proposed in.</summary>
    public required ImmutableArray<PresentationContext> PresentationContexts { get; init; }

    /// <summary>The largest PDU-length that the peer receives, in bytes; 0 where there is no limit.</summary>
    public uint PeerMaximumPduLength { get; init; }

    /// <summary>The peer's Implementation Class UID; empty where it did not tell.</summary>
    public Uid PeerImplementationClassUid { get; init; }

    /// <summary>The peer's Implementation Version Name; null where it did not tell.</summary>
    public string? PeerImplementationVersionName { get; init; }

    /// <summary>The asynchronous operations window; one operation each way unless negotiated.</summary>
    public AsynchronousOperationsWindow AsynchronousOperationsWindow { get; init; } = AsynchronousOperationsWindow.Synchronous;

    /// <summary>The extended negotiations as the acceptor answered them.</summary>
    public ImmutableArray<SopClassExtendedNegotiation> ExtendedNegotiations { get; init; } = [];

    /// <summary>The common extended negotiations as the requestor proposed them.</summary>
    public ImmutableArray<SopClassCommonExtendedNegotiation> CommonExtendedNegotiations { get; init; } = [];

    /// <summary>Who the requestor says the user is; null for nobody.</summary>
    public UserIdentity? UserIdentity { get; init; }

    /// <summary>The acceptor's answer to the user identity; null where there was none.</summary>
    public ReadOnlyMemory<byte>? UserIdentityResponse { get; init; }

    /// <summary>Looks a presentation context up by abstract syntax, transfer syntax and role.</summary>
    /// <param name="abstractSyntax">The abstract syntax.</param>
    /// <param name="transferSyntax">The transfer syntax; null for any.</param>
    /// <param name="localRole">The role of this side.</param>
    /// <returns>The first that fits; null where there is none.</returns>
    public PresentationContext? Find(Uid abstractSyntax, TransferSyntax? transferSyntax = null, ServiceRoles localRole = ServiceRoles.Scu)
    {
        foreach (var context in PresentationContexts)
        {
            if (context.AbstractSyntax == abstractSyntax && (transferSyntax is null || context.TransferSyntax == transferSyntax)
                && (context.LocalRoles & localRole) == localRole)
            {
                return context;
            }
        }

        return null;
    }

    /// <summary>
    /// True where commands on a presentation context may name the SOP class: it is the abstract syntax, or the abstract syntax is a Meta SOP Class, a SOP class of
    /// Unified Procedure Step like it, or more general and negotiated so (PS3.7 §A.4, §D.3.3.6).
    /// </summary>
    public bool Allows(PresentationContext context, Uid sopClassUid)
    {
        ArgumentNullException.ThrowIfNull(context);
        return SopClassFit.Fits(sopClassUid, context.AbstractSyntax, CommonExtendedNegotiations);
    }

    /// <summary>The agreed options of a query or retrieve SOP class; none where nothing was negotiated (PS3.4 §C.5).</summary>
    public QueryRetrieveOptions FindQueryRetrieveOptions(Uid sopClassUid) => QueryRetrieveNegotiation.Read(sopClassUid, FindExtendedNegotiation(sopClassUid).Span);

    /// <summary>What the acceptor says of how it stores a SOP class; null where nothing was negotiated (PS3.4 §B.3.1).</summary>
    public StorageNegotiation? FindStorageNegotiation(Uid sopClassUid) =>
        FindExtendedNegotiation(sopClassUid) is { IsEmpty: false } information ? StorageNegotiation.Read(information.Span) : null;

    /// <summary>The agreed application information of a SOP class; empty where none was negotiated (PS3.7 §D.3.3.5).</summary>
    public ReadOnlyMemory<byte> FindExtendedNegotiation(Uid sopClassUid)
    {
        foreach (var extended in ExtendedNegotiations)
        {
            if (extended.SopClassUid == sopClassUid)
            {
                return extended.ServiceClassApplicationInformation;
            }
        }

        return default;
    }
}
