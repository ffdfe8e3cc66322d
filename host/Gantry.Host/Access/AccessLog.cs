namespace Gantry.Host.Access;

internal static partial class AccessLog // event ids 1700 to 1749
{
    [LoggerMessage(EventId = 1700, EventName = nameof(OperationsRefused), Level = LogLevel.Warning,
        Message = "{CallingAETitle} at {Peer} asked for what it may not do: {Operations}")]
    public static partial void OperationsRefused(this ILogger logger, string callingAETitle, string peer, string operations);

    [LoggerMessage(EventId = 1701, EventName = nameof(CertificateRefused), Level = LogLevel.Warning,
        Message = "A connection from {Peer} was refused in its TLS handshake: {Reason}")]
    public static partial void CertificateRefused(this ILogger logger, string peer, string reason);
}
