namespace Gantry.Contracts.Testing;

/// <summary>What a plugin has answered to a request of HTTP.</summary>
/// <param name="Status">The status.</param>
/// <param name="Text">The body as UTF-8 text; of a problem its detail, and empty where there is none.</param>
public sealed record WebAnswer(int Status, string Text)
{
    /// <summary>The response without its body, which has been written into <see cref="Text"/>.</summary>
    public required WebResponse Response { get; init; }
}
