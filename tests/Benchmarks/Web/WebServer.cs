using Gantry.Benchmarks.Ingest;

namespace Gantry.Benchmarks.Web;

/// <summary>Who answers DICOMweb.</summary>
/// <param name="Acceptor">Where it is stored to, and what it runs in.</param>
/// <param name="Port">The port of HTTP.</param>
/// <param name="Token">The bearer token; null for none.</param>
internal sealed record WebServer(Acceptor Acceptor, int Port, string? Token)
{
    /// <summary>What all paths begin with.</summary>
    public const string Root = "/dicom-web";

    /// <summary>As the tables have it.</summary>
    public string Name => Acceptor.Name;

    /// <summary>Opens a connection to it.</summary>
    public RawHttp Connect() => new(Port, Token);
}
