namespace Gantry.Host.Users;

/// <summary>A login, or a change of a user, that is refused, with the status and the words for whoever asked.</summary>
internal sealed class AccountRefusal(int status, string title, string message) : Exception(message)
{
    public int Status { get; } = status;

    public string Title { get; } = title;

    /// <summary>When to try again; null where that is no question of time.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
