namespace Gantry.Host.Web;

/// <summary>How a request to a plugin ended, for its health.</summary>
internal enum WebOutcome
{
    /// <summary>With an answer, also one that says what is wrong with the request.</summary>
    Answered,

    /// <summary>With a status of 500 or above, or an answer that was cut short.</summary>
    Failed,

    /// <summary>The plugin threw, or did not end: its fault.</summary>
    Fault,

    /// <summary>The client was gone before its answer: that tells nothing.</summary>
    Unread,
}
