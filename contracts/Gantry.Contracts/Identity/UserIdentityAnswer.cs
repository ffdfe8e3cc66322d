namespace Gantry.Contracts;

/// <summary>What became of a user identity.</summary>
public sealed record UserIdentityAnswer
{
    private UserIdentityAnswer()
    {
    }

    /// <summary>The user; null where the identity is refused.</summary>
    public VerifiedUser? User { get; private init; }

    /// <summary>
    /// The server response, sent where the requestor asks for a positive one: a Kerberos ticket, a SAML response; empty for the other types (PS3.7 §D.3.3.7.2).
    /// </summary>
    public ReadOnlyMemory<byte> ServerResponse { get; private init; }

    /// <summary>Why it is refused, for the host's log, without secrets; empty where it is not. The peer is not told.</summary>
    public string Reason { get; private init; } = "";

    /// <summary>The identity is accepted.</summary>
    /// <param name="user">Who it is.</param>
    /// <param name="serverResponse">The server response, at most 60,000 bytes; empty by default.</param>
    /// <exception cref="ArgumentException">The server response is too long for the item.</exception>
    public static UserIdentityAnswer Accept(VerifiedUser user, ReadOnlyMemory<byte> serverResponse = default)
    {
        ArgumentNullException.ThrowIfNull(user);
        return serverResponse.Length <= 60_000
            ? new UserIdentityAnswer { User = user, ServerResponse = serverResponse }
            : throw new ArgumentException($"A server response of {serverResponse.Length} bytes does not fit; 60,000 do.", nameof(serverResponse));
    }

    /// <summary>The identity is refused; the association is rejected: permanent, by the ACSE, no reason given (PS3.7 §D.3.3.7.3).</summary>
    /// <param name="reason">Why, for the host's log, without secrets.</param>
    public static UserIdentityAnswer Refuse(string reason) => new() { Reason = reason };
}
