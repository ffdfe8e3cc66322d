using System.Collections.Immutable;

namespace Gantry.Dicom.Network;

/// <summary>The acceptor's answer to an association request: a rejection, or what is accepted of it.</summary>
/// <remarks>
/// What was not offered cannot be accepted: roles, windows, extended negotiations and transfer syntaxes beyond the request are left out, and a context
/// without an answer is rejected.
/// </remarks>
public sealed record AssociationAnswer
{
    private AssociationAnswer()
    {
    }

    /// <summary>The rejection; null where the association is accepted.</summary>
    public AssociateRj? Rejection { get; private init; }

    /// <summary>The answers to the presentation contexts.</summary>
    public ImmutableArray<PresentationContextAnswer> PresentationContexts { get; init; } = [];

    /// <summary>The role selections accepted; none, the default, leaves the requestor SCU (PS3.7 §D.3.3.4).</summary>
    public ImmutableArray<RoleSelection> RoleSelections { get; init; } = [];

    /// <summary>The answers to extended negotiations (PS3.7 §D.3.3.5).</summary>
    public ImmutableArray<SopClassExtendedNegotiation> ExtendedNegotiations { get; init; } = [];

    /// <summary>
    /// The asynchronous operations window, cut to what was offered and to <see cref="AssociationOptions.MaximumPerformedOperations"/>; null, the default, for
    /// one operation at a time (PS3.7 §D.3.3.3).
    /// </summary>
    public AsynchronousOperationsWindow? AsynchronousOperationsWindow { get; init; }

    /// <summary>The answer to a user identity that was accepted; sent only where the requestor asked for one (PS3.7 §D.3.3.7.2).</summary>
    public ReadOnlyMemory<byte> UserIdentityResponse { get; init; }

    /// <summary>A rejection.</summary>
    public static AssociationAnswer Reject(AssociateRj rejection) => new() { Rejection = rejection };

    /// <summary>An acceptance with an answer for each presentation context; all of them may be rejections.</summary>
    public static AssociationAnswer Accept(IEnumerable<PresentationContextAnswer> presentationContexts) => new() { PresentationContexts = [.. presentationContexts] };

    /// <summary>An acceptance that asks a policy about each presentation context.</summary>
    public static AssociationAnswer Accept(AssociationRequest request, Func<PresentationContextProposal, PresentationContextAnswer> policy)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Accept(request.PresentationContexts.Select(policy));
    }
}
