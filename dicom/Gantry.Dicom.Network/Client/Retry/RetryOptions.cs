namespace Gantry.Dicom.Network;

/// <summary>How often, and after how long, a client tries again what failed for a reason that passes.</summary>
/// <remarks>
/// Such reasons are: nobody listens, or the connection is reset or lost; A-ASSOCIATE-RJ with the result rejected-transient (PS3.8 §9.3.4); a status of A7xxH or
/// 0213H, out of resources. All else is final.
/// </remarks>
public sealed record RetryOptions
{
    /// <summary>One attempt and no more.</summary>
    public static RetryOptions None { get; } = new() { MaximumAttempts = 1 };

    /// <summary>The attempts in all, the first included: 1 to 100; 4 unless set.</summary>
    public int MaximumAttempts
    {
        get;
        init => field = Range.Check(value, 1, 100);
    } = 4;

    /// <summary>The wait before the second attempt; each further one is twice as long. 500 milliseconds unless set.</summary>
    public TimeSpan Delay
    {
        get;
        init => field = Range.Check(value);
    } = TimeSpan.FromMilliseconds(500);

    /// <summary>The longest wait; 30 seconds unless set. What is really waited is between half and all of it, so that many clients do not come back together.</summary>
    public TimeSpan MaximumDelay
    {
        get;
        init => field = Range.Check(value);
    } = TimeSpan.FromSeconds(30);

    /// <summary>Whether a status of A7xxH or 0213H is tried again; true unless set.</summary>
    public bool RetriesOutOfResources { get; init; } = true;
}
