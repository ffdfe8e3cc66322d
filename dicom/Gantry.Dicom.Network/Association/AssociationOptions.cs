namespace Gantry.Dicom.Network;

/// <summary>What both sides of an association can be told.</summary>
public record AssociationOptions
{
    /// <summary>The Implementation Class UID of this library (PS3.7 §D.3.3.2).</summary>
    public static Uid DefaultImplementationClassUid { get; } = new("2.25.192613697160440181734388393647255659485");

    /// <summary>The largest PDU-length of a P-DATA-TF that the peer may send, in bytes: 4,096 to 1,048,576; 131,072 unless set (PS3.8 §D.1).</summary>
    public int MaximumPduLength
    {
        get;
        init => field = Range.Check(value, 4_096, 1_048_576);
    } = 131_072;

    /// <summary>The longest command set that is taken, in bytes: 1,024 to 1,048,576; 65,536 unless set. A longer one aborts the association.</summary>
    public int MaximumCommandSetLength
    {
        get;
        init => field = Range.Check(value, 1_024, 1_048_576);
    } = 65_536;

    /// <summary>
    /// The longest data set of a response that is taken, in bytes: 1,024 to 1,073,741,824; 1,048,576 unless set. A longer one aborts the association.
    /// </summary>
    public int MaximumResponseLength
    {
        get;
        init => field = Range.Check(value, 1_024, 1_073_741_824);
    } = 1_048_576;

    /// <summary>
    /// The most operations that the peer may have this side perform at a time where a window is negotiated: 1 to 64; 8 unless set (PS3.7 §D.3.3.3).
    /// </summary>
    public int MaximumPerformedOperations
    {
        get;
        init => field = Range.Check(value, 1, 64);
    } = 8;

    /// <summary>The most operations that this side has outstanding at a time, however large the negotiated window: 1 to 4,096; 256 unless set.</summary>
    public int MaximumInvokedOperations
    {
        get;
        init => field = Range.Check(value, 1, 4_096);
    } = 256;

    /// <summary>The Implementation Class UID told to the peer.</summary>
    public Uid ImplementationClassUid { get; init; } = DefaultImplementationClassUid;

    /// <summary>The Implementation Version Name told to the peer, 1 to 16 characters; GANTRY unless set.</summary>
    public string ImplementationVersionName { get; init; } = "GANTRY";

    /// <summary>How long the peer may take to send A-ASSOCIATE-RQ, and to close the transport at the end (PS3.8 §9.1.5); 30 seconds unless set.</summary>
    public TimeSpan ArtimTimeout
    {
        get;
        init => field = Range.Check(value);
    } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long the peer may be silent in the midst of a PDU or message: 60 seconds unless set. Within that time at least
    /// <see cref="MinimumReceiveRate"/> must arrive.
    /// </summary>
    public TimeSpan ReceiveTimeout
    {
        get;
        init => field = Range.Check(value);
    } = TimeSpan.FromSeconds(60);

    /// <summary>The slowest that a peer may send a message, in bytes per second over <see cref="ReceiveTimeout"/>; 64 unless set, 0 for silence only.</summary>
    public int MinimumReceiveRate
    {
        get;
        init => field = Range.Check(value, 0, int.MaxValue);
    } = 64;

    /// <summary>How long the peer may leave what was sent to it unread before the association is given up; 60 seconds unless set.</summary>
    public TimeSpan WriteTimeout
    {
        get;
        init => field = Range.Check(value);
    } = TimeSpan.FromSeconds(60);

    /// <summary>How long the peer may take for A-RELEASE-RP; 30 seconds unless set.</summary>
    public TimeSpan ReleaseTimeout
    {
        get;
        init => field = Range.Check(value);
    } = TimeSpan.FromSeconds(30);

    /// <summary>How long the peer may take for each response to a request; 10 minutes unless set. Then the association is aborted.</summary>
    public TimeSpan ResponseTimeout
    {
        get;
        init => field = Range.Check(value);
    } = TimeSpan.FromMinutes(10);

    /// <summary>How long an operation that its invoker cancelled may still take to end before the association is aborted; 10 seconds unless set.</summary>
    public TimeSpan CancelTimeout
    {
        get;
        init => field = Range.Check(value);
    } = TimeSpan.FromSeconds(10);

    /// <summary>The clock of all these times.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;
}
