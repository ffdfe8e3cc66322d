using System.Net.Security;
using Gantry.Dicom.Network;
using Gantry.Host.Access;
using Gantry.Host.Remote;
using Gantry.Host.Settings;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace Gantry.Host.Tls;

/// <summary>What TLS needs, for each listener that has it and for outgoing associations. The files are looked at every two seconds.</summary>
/// <remarks>Safe for concurrent use.</remarks>
internal sealed class TlsStore : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    private readonly Dictionary<string, TlsCredentials> _listeners;
    private readonly TlsCredentials _outgoing;
    private readonly TlsCredentials? _web;
    private readonly RefusalBook _refusals;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;

    /// <exception cref="InvalidDataException">Files that the settings name cannot be used.</exception>
    public TlsStore(GantrySettings settings, RefusalBook refusals, TimeProvider time, ILogger<TlsStore> logger)
    {
        _refusals = refusals;
        _time = time;
        _logger = logger;
        _outgoing = new TlsCredentials(settings.Tls, time, logger);
        _listeners = settings.Listeners.Where(listener => listener.Tls is not null).ToDictionary(
            listener => listener.Name, listener => listener.Tls == settings.Tls ? _outgoing : new TlsCredentials(listener.Tls!, time, logger));
        _web = settings.Web?.Tls is { } web ? new TlsCredentials(web, time, logger) : null;
    }

    /// <summary>What outgoing associations are secured with now; another object where the files have changed.</summary>
    public TlsMaterial Material => _outgoing.Current;

    /// <summary>How a remote AE is called.</summary>
    public TlsOptions Outgoing(RemoteTls remote)
    {
        var material = _outgoing.Current;
        return new TlsOptions
        {
            ServerName = remote.ServerName,
            Certificate = material.Certificate,
            Trust = material.Trust with
            {
                ChecksHostName = !remote.AnyName,
                Fingerprints = remote.Fingerprint is { } fingerprint ? [fingerprint] : [],
            },
        };
    }

    /// <summary>How a listener's handshakes are made: each with what the files hold then.</summary>
    public TlsHandshakeCallbackOptions Handshakes(ListenerSettings listener) => Handshakes(_listeners[listener.Name], protocols: null);

    /// <summary>How handshakes for HTTP are made.</summary>
    /// <exception cref="InvalidOperationException">HTTP is not secured by TLS.</exception>
    public TlsHandshakeCallbackOptions WebHandshakes() =>
        Handshakes(_web ?? throw new InvalidOperationException("HTTP has no TLS."), [SslApplicationProtocol.Http2, SslApplicationProtocol.Http11]);

    /// <summary>Looks once.</summary>
    public void Look()
    {
        foreach (var credentials in _listeners.Values.Append(_outgoing).Append(_web).OfType<TlsCredentials>().Distinct())
        {
            credentials.Look();
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, _time);
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
        {
            Look();
        }
    }

    private TlsHandshakeCallbackOptions Handshakes(TlsCredentials credentials, List<SslApplicationProtocol>? protocols) => new()
    {
        HandshakeTimeout = credentials.Settings.HandshakeTimeout,
        OnConnection = context => ValueTask.FromResult(Options(credentials, context.Connection, protocols)),
    };

    private SslServerAuthenticationOptions Options(TlsCredentials credentials, BaseConnectionContext connection, List<SslApplicationProtocol>? protocols)
    {
        var (material, clients) = (credentials.Current, credentials.Settings.ClientCertificates);
        var options = new SslServerAuthenticationOptions
        {
            ServerCertificateContext = material.Certificate,
            EnabledSslProtocols = TlsProfile.Protocols,
            CipherSuitesPolicy = TlsProfile.CipherSuites,
            AllowRenegotiation = false,
            ApplicationProtocols = protocols,
        };
        if (clients != ClientCertificates.None)
        {
            options.ClientCertificateRequired = true; // asks for one; the callback decides
            options.CertificateChainPolicy = material.Trust.CreateChainPolicy();
            options.RemoteCertificateValidationCallback = (_, certificate, chain, errors) =>
            {
                var fault = certificate is null && clients == ClientCertificates.Optional
                    ? null
                    : (material.Trust with { ChecksHostName = false }).FaultOf(certificate, chain, errors);
                if (fault is not null)
                {
                    Refused(connection, fault);
                }

                return fault is null;
            };
        }

        return options;
    }

    private void Refused(BaseConnectionContext connection, string fault)
    {
        var address = connection.RemoteEndPoint is System.Net.IPEndPoint peer ? AddressRule.Unmapped(peer.Address) : null;
        _logger.CertificateRefused(address?.ToString() ?? "unknown", fault);
        _refusals.Note(default, default, address, new Refusal(RefusalReason.UntrustedCertificate, fault));
    }
}
