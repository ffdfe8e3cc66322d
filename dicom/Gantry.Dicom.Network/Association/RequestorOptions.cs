namespace Gantry.Dicom.Network;

/// <summary>What an association requestor can be told.</summary>
public sealed record RequestorOptions : AssociationOptions
{
    /// <summary>How long the TCP connection, with its TLS handshake, may take; 15 seconds unless set.</summary>
    public TimeSpan ConnectTimeout
    {
        get;
        init => field = Range.Check(value);
    } = TimeSpan.FromSeconds(15);

    /// <summary>How long the peer may take to answer the A-ASSOCIATE-RQ; 30 seconds unless set.</summary>
    public TimeSpan AssociationTimeout
    {
        get;
        init => field = Range.Check(value);
    } = TimeSpan.FromSeconds(30);

    /// <summary>The asynchronous operations window to propose; null, the default, for one operation at a time (PS3.7 §D.3.3.3).</summary>
    public AsynchronousOperationsWindow? AsynchronousOperationsWindow { get; init; }

    /// <summary>How the transport is secured by TLS; null, the default, for plain TCP. An acceptor answers either the one or the other on a port.</summary>
    public TlsOptions? Tls { get; init; }

    /// <summary>Who the user is; null, the default, for nobody (PS3.7 §D.3.3.7).</summary>
    public UserIdentity? UserIdentity { get; init; }

    /// <summary>The extended negotiations to propose (PS3.7 §D.3.3.5).</summary>
    public IReadOnlyList<SopClassExtendedNegotiation> ExtendedNegotiations { get; init; } = [];

    /// <summary>The common extended negotiations to propose (PS3.7 §D.3.3.6).</summary>
    public IReadOnlyList<SopClassCommonExtendedNegotiation> CommonExtendedNegotiations { get; init; } = [];
}
