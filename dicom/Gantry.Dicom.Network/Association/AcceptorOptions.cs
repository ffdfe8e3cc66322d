namespace Gantry.Dicom.Network;

/// <summary>What an association acceptor can be told.</summary>
public sealed record AcceptorOptions : AssociationOptions
{
    /// <summary>How long an association may stay without any operation before it is aborted; 10 minutes unless set.</summary>
    public TimeSpan IdleTimeout
    {
        get;
        init => field = Range.Check(value);
    } = TimeSpan.FromMinutes(10);

    /// <summary>How long operations may go on after a stop was asked for, before they are cancelled; 30 seconds unless set.</summary>
    public TimeSpan StopTimeout
    {
        get;
        init => field = value >= TimeSpan.Zero ? value : throw new ArgumentOutOfRangeException(nameof(StopTimeout));
    } = TimeSpan.FromSeconds(30);
}
