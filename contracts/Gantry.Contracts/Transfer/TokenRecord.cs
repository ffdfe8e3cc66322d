namespace Gantry.Contracts;

/// <summary>A token.</summary>
/// <param name="Token">The token.</param>
public sealed record TokenRecord(AccessToken Token) : TransferRecord(TransferKind.Token, (Token ?? throw new ArgumentNullException(nameof(Token))).Hash)
{
    // The user's name may change its letter case without the token.
    private protected override void Write(TransferContent content) =>
        content.Add(KeyOf(Token.User)).Add((long)Token.Kind).Add(Token.Description).Add(Token.CreatedAt).Add(Token.LastUsedAt).Add(Token.ExpiresAt);
}
