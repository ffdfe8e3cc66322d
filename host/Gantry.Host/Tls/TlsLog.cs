namespace Gantry.Host.Tls;

internal static partial class TlsLog // event ids 1750 to 1799
{
    [LoggerMessage(EventId = 1750, EventName = nameof(CertificateUsed), Level = LogLevel.Information,
        Message = "TLS uses the certificate of {Subject}, SHA-256 {Fingerprint}, valid until {ValidUntil}")]
    public static partial void CertificateUsed(this ILogger logger, string subject, string fingerprint, DateTime validUntil);

    [LoggerMessage(EventId = 1751, EventName = nameof(CertificateEnds), Level = LogLevel.Warning,
        Message = "The certificate of {Subject} is valid until {ValidUntil} only")]
    public static partial void CertificateEnds(this ILogger logger, string subject, DateTime validUntil);

    [LoggerMessage(EventId = 1752, EventName = nameof(MaterialNotUsed), Level = LogLevel.Error,
        Message = "What TLS needs has changed and is not used; what was read before goes on: {Reason}")]
    public static partial void MaterialNotUsed(this ILogger logger, string reason);
}
