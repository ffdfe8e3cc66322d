using System.Text;
using System.Text.Json;

namespace Gantry.Benchmarks.Web;

/// <summary>A request that is made again and again, and what its answer must be.</summary>
/// <param name="Path">The path and query of the i-th, below the root.</param>
/// <param name="Accept">The media types that are accepted.</param>
/// <param name="AtLeast">The least bytes of the body.</param>
/// <param name="Matches">How often <paramref name="Match"/> is in the body.</param>
/// <param name="Match">What is counted; null for nothing.</param>
internal sealed record WebQuestion(Func<int, string> Path, string Accept, long AtLeast = 0, int Matches = 0, string? Match = null)
{
    /// <summary>Asks it.</summary>
    /// <returns>The bytes of the body.</returns>
    /// <exception cref="BenchmarkException">The answer is another.</exception>
    public long Ask(string server, RawHttp client, int i)
    {
        var body = Match is null ? null : new MemoryStream();
        var (status, bytes) = client.Get(WebServer.Root + Path(i), Accept, body);
        var found = body is null ? 0 : Count(body.GetBuffer().AsSpan(0, (int)body.Length), Encoding.ASCII.GetBytes(Match!));
        return (status == 200 || (status == 204 && Match is not null && Matches == 0)) && bytes >= AtLeast && found == Matches
            ? bytes
            : throw new BenchmarkException($"{server} answered {Path(i)} with {status}, {bytes} bytes and {found} matches where {Matches} are there.");
    }

    private static int Count(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> what)
    {
        var count = 0;
        for (; bytes.IndexOf(what) is >= 0 and var at; count++)
        {
            bytes = bytes[(at + what.Length)..];
        }

        return count;
    }
}

/// <summary>What a server says that it has.</summary>
internal static class WebListing
{
    /// <summary>The SOP Instance UIDs that a search finds.</summary>
    public static List<string> InstancesOf(this WebServer server, string path)
    {
        using var client = server.Connect();
        using var body = new MemoryStream();
        client.Get(WebServer.Root + path, "application/dicom+json", body);
        using var json = JsonDocument.Parse(body.ToArray());
        return [.. json.RootElement.EnumerateArray().Select(match => match.GetProperty("00080018").GetProperty("Value")[0].GetString()!)];
    }
}
