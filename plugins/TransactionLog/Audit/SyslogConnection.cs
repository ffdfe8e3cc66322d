using System.Buffers;
using System.IO.Pipelines;
using System.Net.Sockets;
using Gantry.Dicom.Network;

namespace Gantry.Plugins.TransactionLog.Audit;

/// <summary>A connection to an audit repository: TLS with octet counting (RFC 5425), or UDP, a message to a datagram (RFC 5426).</summary>
/// <remarks>One caller at a time. Syslog has no acknowledgement: what was handed to a connection that breaks right then may be lost.</remarks>
internal sealed class SyslogConnection : IAsyncDisposable
{
    private readonly TlsTransport? _tls;
    private readonly UdpClient? _udp;
    private readonly Task _ended = Task.CompletedTask;
    private readonly CancellationTokenSource _closing = new();

    private SyslogConnection(TlsTransport? tls, UdpClient? udp)
    {
        (_tls, _udp) = (tls, udp);
        if (tls is not null)
        {
            _ended = ReadToEndAsync(tls.Input, _closing.Token);
        }
    }

    public static async Task<SyslogConnection> OpenAsync(TransactionLogSettings settings, CancellationToken cancellationToken)
    {
        if (settings.AuditTransport == AuditTransport.Udp)
        {
            var udp = new UdpClient(settings.AuditHost, settings.AuditPort);
            return new SyslogConnection(null, udp);
        }

        var trust = settings.AuditAuthorities.Length == 0
            ? CertificateTrust.System
            : CertificateTrust.System with { Authorities = [.. TlsFiles.ReadAuthorities(settings.AuditAuthorities)] };
        var options = new TlsOptions
        {
            Trust = trust,
            ServerName = settings.AuditServerName.Length == 0 ? null : settings.AuditServerName,
            Certificate = settings.AuditCertificate.Length == 0
                ? null
                : TlsFiles.ReadCertificate(settings.AuditCertificate, settings.AuditKey.Length == 0 ? null : settings.AuditKey),
        };
        return new SyslogConnection(await TlsTransport.ConnectAsync(settings.AuditHost, settings.AuditPort, options, cancellationToken).ConfigureAwait(false), null);
    }

    /// <summary>Sends messages.</summary>
    /// <exception cref="IOException">The connection has ended.</exception>
    public async ValueTask SendAsync(IReadOnlyList<byte[]> messages, CancellationToken cancellationToken)
    {
        if (_udp is not null)
        {
            foreach (var message in messages)
            {
                await _udp.SendAsync(message, cancellationToken).ConfigureAwait(false);
            }

            return;
        }

        foreach (var message in messages)
        {
            _tls!.Output.Write(SyslogMessage.Frame(message.Length));
            _tls.Output.Write(message);
        }

        var flushed = await _tls!.Output.FlushAsync(cancellationToken).ConfigureAwait(false);
        if (flushed.IsCompleted || _ended.IsCompleted)
        {
            throw new IOException("The audit repository has closed the connection.");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync().ConfigureAwait(false);
        await _ended.ConfigureAwait(false);
        _udp?.Dispose();
        if (_tls is not null)
        {
            await _tls.Output.CompleteAsync().ConfigureAwait(false);
            await _tls.DisposeAsync().ConfigureAwait(false);
        }

        _closing.Dispose();
    }

    // A repository says nothing; that it has gone is seen by reading.
    private static async Task ReadToEndAsync(PipeReader input, CancellationToken cancellationToken)
    {
        try
        {
            while (await input.ReadAsync(cancellationToken).ConfigureAwait(false) is { IsCompleted: false } read)
            {
                input.AdvanceTo(read.Buffer.End);
            }
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException)
        {
            return; // it has ended, or is ended here
        }
    }
}
