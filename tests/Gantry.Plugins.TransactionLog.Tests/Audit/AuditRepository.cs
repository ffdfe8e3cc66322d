using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using System.Xml.Schema;

namespace Gantry.Plugins.TransactionLog.Tests.Audit;

/// <summary>An audit repository over TLS, which takes messages by octet counting and holds each against the rules of the standard. It can be away.</summary>
internal sealed partial class AuditRepository : IAsyncDisposable
{
    private readonly X509Certificate2 _certificate;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gantry-audit-");
    private readonly ConcurrentBag<TcpClient> _clients = [];
    private TcpListener? _listener;
    private Task _accepting = Task.CompletedTask;

    public AuditRepository()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        _certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        Authority = Path.Combine(_folder.FullName, "authority.pem");
        File.WriteAllText(Authority, _certificate.ExportCertificatePem());
        Start(0);
    }

    public string Authority { get; }

    public int Port { get; private set; }

    public ConcurrentQueue<(string Header, XElement Message)> Received { get; } = new();

    public ConcurrentQueue<string> Faults { get; } = new();

    public (string, string)[] Settings => [("AuditHost", "localhost"), ("AuditPort", $"{Port}"), ("AuditAuthorities", Authority), ("AuditSourceId", "gantry@test")];

    public void Start(int? port = null)
    {
        _listener = new TcpListener(IPAddress.Loopback, port ?? Port);
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync(_listener);
    }

    public async Task StopAsync()
    {
        _listener?.Stop();
        foreach (var client in _clients)
        {
            client.Dispose();
        }

        await _accepting;
    }

    /// <summary>Waits for something, while time passes.</summary>
    public static async Task UntilAsync(LogFixture fixture, Func<bool> condition, string what)
    {
        for (var begun = Stopwatch.GetTimestamp(); !condition();)
        {
            Assert.True(Stopwatch.GetElapsedTime(begun) < TimeSpan.FromMinutes(1), $"It does not come about: {what}.");
            await Task.Delay(5, TestContext.Current.CancellationToken);
            fixture.Time.Advance(TimeSpan.FromSeconds(1));
        }
    }

    /// <summary>Waits for messages of an event, while time passes.</summary>
    public async Task<List<XElement>> UntilAsync(LogFixture fixture, string eventId, int count = 1)
    {
        List<XElement> found = [];
        await UntilAsync(fixture, () => (found = Find(eventId)).Count >= count || !Faults.IsEmpty, $"{count} messages of {eventId}");
        Assert.True(found.Count >= count, string.Join('\n', Faults));
        return found;
    }

    private List<XElement> Find(string eventId) =>
        [.. Received.Select(pair => pair.Message).Where(message => message.Element("EventIdentification")!.Element("EventID")!.Attribute("csd-code")!.Value == eventId)];

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _certificate.Dispose();
        _folder.Delete(recursive: true);
    }

    private async Task AcceptAsync(TcpListener listener)
    {
        try
        {
            while (true)
            {
                var client = await listener.AcceptTcpClientAsync();
                _clients.Add(client);
                _ = ServeAsync(client);
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            return; // stopped
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        try
        {
            await using var tls = new SslStream(client.GetStream());
            await tls.AuthenticateAsServerAsync(_certificate);
            while (await ReadMessageAsync(tls) is { } text)
            {
                Take(text);
            }
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException or System.Security.Authentication.AuthenticationException)
        {
            Faults.Enqueue(exception.Message);
        }
    }

    private static async Task<string?> ReadMessageAsync(Stream stream)
    {
        var (length, digit) = (0, new byte[1]);
        while (await stream.ReadAsync(digit) == 1 && digit[0] != ' ')
        {
            length = (length * 10) + (digit[0] - '0');
        }

        var message = new byte[length];
        await stream.ReadExactlyAsync(message);
        return length == 0 ? null : Encoding.UTF8.GetString(message);
    }

    private void Take(string text)
    {
        var match = Rfc5424().Match(text);
        if (!match.Success)
        {
            Faults.Enqueue($"Not RFC 5424: {text}");
            return;
        }

        var document = XDocument.Parse(match.Groups["xml"].Value);
        var schemas = new XmlSchemaSet();
        using (var schema = System.Xml.XmlReader.Create(Path.Combine(AppContext.BaseDirectory, "Audit", "AuditMessage.xsd")))
        {
            schemas.Add(null, schema);
        }

        document.Validate(schemas, (_, fault) => Faults.Enqueue($"{fault.Message} {document}"));
        Received.Enqueue((match.Groups["header"].Value, document.Root!));
    }

    [GeneratedRegex("""^(?<header><(85|84)>1 \d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z [!-~]+ gantry \d+ (DICOM\+RFC3881|IHE\+RFC-3881) -) (?<xml><\?xml .*)$""", RegexOptions.Singleline)]
    private static partial Regex Rfc5424();
}
