namespace Gantry.Dicom.Network;

/// <summary>How long a storage commitment is waited for.</summary>
public sealed record CommitmentOptions
{
    /// <summary>How long the report is waited for in all; 5 minutes unless set.</summary>
    public TimeSpan Timeout
    {
        get;
        init => field = Range.Check(value);
    } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// How long of that the association of the request is kept open for a report on it, where a listener waits, too; 10 seconds unless set. Without a listener it is kept open
    /// to the end.
    /// </summary>
    public TimeSpan AssociationWait
    {
        get;
        init => field = Range.Check(value);
    } = TimeSpan.FromSeconds(10);
}
