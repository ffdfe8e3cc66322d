using System.CommandLine;
using System.Net.Security;
using Gantry.Cli.Administration;
using Gantry.Cli.Commands;
using Gantry.Cli.Output;
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Cli.Clients;

/// <summary>The argument and the options of every command that speaks to a DICOM peer.</summary>
internal sealed class PeerOptions(ServerOptions server, CommandContext context)
{
    private readonly Argument<string?> _peer = new("PEER") { Description = "AE@HOST:PORT, or the AE title of a remote AE that the server knows." };

    private readonly Option<string> _calling = new("--calling")
    {
        Description = "The own AE title; GANTRY_CALLING, or else GANTRY-CLI, unless given.",
        HelpName = "AET",
    };

    private readonly Option<double> _timeout = new("--timeout")
    {
        Description = "How long the peer may take for a connection, and for each response, in seconds; 60 unless given.",
        HelpName = "SECONDS",
        DefaultValueFactory = _ => 60,
    };

    private readonly Option<int> _retries = new("--retries")
    {
        Description = "How often to try again what fails for a reason that passes: nobody listens, too many associations, out of resources; 2 unless given.",
        HelpName = "COUNT",
        DefaultValueFactory = _ => 2,
    };

    private readonly TlsClientOptions _tls = new(context);

    public void AddTo(Command command, bool isOptional = false)
    {
        _peer.Arity = isOptional ? ArgumentArity.ZeroOrOne : ArgumentArity.ExactlyOne;
        command.Arguments.Insert(0, _peer);
        command.Options.Add(_calling);
        command.Options.Add(_timeout);
        command.Options.Add(_retries);
        _tls.AddTo(command);
    }

    /// <summary>What stands where the peer is named, as it is; null for nothing, where that may be.</summary>
    public string? Argument(ParseResult parsed) => parsed.GetValue(_peer);

    /// <summary>The own AE title.</summary>
    /// <exception cref="CliException">It is none.</exception>
    public AETitle Calling(ParseResult parsed)
    {
        var text = parsed.GetValue(_calling) ?? context.Environment("GANTRY_CALLING");
        return AETitle.TryParse(string.IsNullOrEmpty(text) ? "GANTRY-CLI" : text, out var title) ? title : throw new CliException($"'{text}' is not an AE title.");
    }

    /// <summary>The peer, looked up at the server where it is only a title.</summary>
    /// <exception cref="CliException">It is neither an address nor known.</exception>
    public async Task<Peer> PeerAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var text = parsed.GetRequiredValue(_peer)!;
        if (text.Contains('@', StringComparison.Ordinal))
        {
            return Peer.Parse(text);
        }

        using var client = server.Connect(parsed);
        var nodes = await client.NodesAsync(cancellationToken).ConfigureAwait(false);
        return nodes.Nodes.FirstOrDefault(node => node.AeTitle == text) switch
        {
            null => throw new CliException($"The server knows no AE '{text}'; give it as AE@HOST:PORT, or add it by gantry ae add."),
            { Host: { } host, Port: { } port } known => new Peer(new AETitle(known.AeTitle), host, port) { Tls = known.Tls },
            _ => throw new CliException($"The server does not know where {text} is called; give it as AE@HOST:PORT."),
        };
    }

    /// <summary>Does something with a client of the peer.</summary>
    /// <exception cref="CliException">The peer cannot be reached, or refuses the service.</exception>
    public async Task<int> UseAsync(ParseResult parsed, Func<DicomClient, Peer, Task<int>> action, int associations, CancellationToken cancellationToken)
    {
        var peer = await PeerAsync(parsed, cancellationToken).ConfigureAwait(false);
        var options = Options(parsed, associations, _tls.Read(parsed, peer.Tls));
        try
        {
            var client = new DicomClient(peer.Host, peer.Port, peer.AETitle, Calling(parsed), options);
            await using (client.ConfigureAwait(false))
            {
                return await action(client, peer).ConfigureAwait(false);
            }
        }
        catch (Exception fault) when (fault is AssociationException or PresentationContextException or FindException or DimseException or TimeoutException or DicomEncodingException)
        {
            throw new CliException($"{peer}: {fault.Message}", fault);
        }
    }

    /// <summary>How to listen for the peer over TLS, where it is called so; null for plain TCP.</summary>
    /// <exception cref="CliException">There is no certificate to show.</exception>
    public SslServerAuthenticationOptions? Listening(ParseResult parsed, Peer peer)
    {
        var tls = _tls.Read(parsed, peer.Tls);
        return tls is { Certificate: null } ? throw new CliException("To listen over TLS, --cert is needed.") : tls?.CreateServerOptions();
    }

    private DicomClientOptions Options(ParseResult parsed, int associations, TlsOptions? tls)
    {
        var seconds = parsed.GetValue(_timeout);
        var retries = parsed.GetValue(_retries);
        if (!(seconds is > 0 and <= 86_400))
        {
            throw new CliException("--timeout is more than 0 and at most 86400 seconds.");
        }

        if (retries is < 0 or > 99)
        {
            throw new CliException("--retries is 0 to 99.");
        }

        var timeout = TimeSpan.FromSeconds(seconds);
        return new DicomClientOptions
        {
            MaximumAssociations = associations,
            Retry = new RetryOptions { MaximumAttempts = retries + 1 },
            Association = new RequestorOptions
            {
                ConnectTimeout = timeout,
                AssociationTimeout = timeout,
                ResponseTimeout = timeout,
                ImplementationVersionName = "GANTRY_CLI",
                TimeProvider = context.Time,
                Tls = tls,
            },
        };
    }
}
