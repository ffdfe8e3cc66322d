using Gantry.Dicom;

namespace Gantry.Contracts;

/// <summary>A remote AE that the administrator has made known.</summary>
/// <param name="AETitle">Its AE title.</param>
/// <param name="Host">Its host name or address.</param>
/// <param name="Port">Its TCP port, 1 to 65,535.</param>
public sealed record RemoteNode(AETitle AETitle, string Host, int Port)
{
    /// <summary>
    /// The AE title of the host's from which it is called: mostly the one that was called with the request which this is for. Where it is empty, as it is unless set,
    /// or none that the host serves, the host's first is used.
    /// </summary>
    public AETitle CallingAETitle { get; init; }

    /// <summary>
    /// How many operations of <see cref="IRemoteNodes.OpenStorageAsync"/> may be outstanding at a time, at most: 1 to 64, 1 unless set. More than one is proposed as an
    /// asynchronous operations window (PS3.7 §D.3.3.3), which the AE may lessen or not take.
    /// </summary>
    public int MaximumOperations
    {
        get;
        init => field = value is >= 1 and <= 64 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "1 to 64 operations may be outstanding.");
    } = 1;
}
