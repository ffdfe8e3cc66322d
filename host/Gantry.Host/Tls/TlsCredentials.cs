using Gantry.Host.Settings;

namespace Gantry.Host.Tls;

/// <summary>The material of TLS settings, read again when a file has changed. What cannot be used is logged, and what was read before goes on.</summary>
/// <remarks>Safe for concurrent use; one caller at a time for <see cref="Look"/>.</remarks>
internal sealed class TlsCredentials
{
    private readonly ILogger _logger;
    private readonly TimeProvider _time;
    private volatile TlsMaterial _current;
    private string _stamp;

    /// <exception cref="InvalidDataException">The files cannot be used.</exception>
    public TlsCredentials(TlsSettings settings, TimeProvider time, ILogger logger)
    {
        Settings = settings;
        _time = time;
        _logger = logger;
        _stamp = Stamp(settings);
        _current = TlsMaterial.Read(settings);
        Tell();
    }

    public TlsSettings Settings { get; }

    public TlsMaterial Current => _current;

    /// <summary>Reads the files again where they have changed.</summary>
    public void Look()
    {
        var stamp = Stamp(Settings);
        if (stamp == _stamp)
        {
            return;
        }

        _stamp = stamp;
        try
        {
            _current = TlsMaterial.Read(Settings);
            Tell();
        }
        catch (InvalidDataException exception)
        {
            _logger.MaterialNotUsed(exception.Message);
        }
    }

    private void Tell()
    {
        if (_current.Certificate?.TargetCertificate is { } certificate)
        {
            _logger.CertificateUsed(certificate.Subject, certificate.GetCertHashString(System.Security.Cryptography.HashAlgorithmName.SHA256), certificate.NotAfter);
            if (certificate.NotAfter.ToUniversalTime() < _time.GetUtcNow().UtcDateTime.AddDays(30))
            {
                _logger.CertificateEnds(certificate.Subject, certificate.NotAfter);
            }
        }
    }

    private static string Stamp(TlsSettings settings)
    {
        try
        {
            return string.Join('|', TlsMaterial.Files(settings).Select(path => new FileInfo(path)).Select(file => file.Exists
                ? FormattableString.Invariant($"{file.FullName}:{file.Length}:{file.LastWriteTimeUtc.Ticks}")
                : file.FullName));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return exception.Message;
        }
    }
}
