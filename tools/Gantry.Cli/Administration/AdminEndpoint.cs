using System.Text.Json;

namespace Gantry.Cli.Administration;

/// <summary>Where a server is administered, and what allows it.</summary>
internal sealed record AdminEndpoint(Uri Url, string Token)
{
    private const string FileName = "admin.json";

    /// <summary>The endpoint named by URL and token, or else the one of the server that runs with the data folder.</summary>
    /// <exception cref="CliException">No server is to be found.</exception>
    public static AdminEndpoint Find(string dataFolder, string? url, string? token)
    {
        if (url is null != token is null)
        {
            throw new CliException("--url and --token go together: one of them is missing.");
        }

        return url is null ? OfDataFolder(Path.GetFullPath(dataFolder)) : new AdminEndpoint(ParseUrl(url), token!);
    }

    private static AdminEndpoint OfDataFolder(string dataFolder)
    {
        var path = Path.Combine(dataFolder, FileName);
        try
        {
            var file = JsonSerializer.Deserialize(File.ReadAllBytes(path), AdminJson.Default.AdminFile);
            return file is null ? throw new CliException($"{path} is empty.") : new AdminEndpoint(ParseUrl(file.Url), file.Token);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new CliException(
                $"No server runs with the data folder {dataFolder}: there is no {FileName} in it. Name another by --data or GANTRY_DATA.", exception);
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new CliException($"{path} cannot be read: it belongs to the account that the server runs as.", exception);
        }
        catch (JsonException exception)
        {
            throw new CliException($"{path} is not what a server leaves there.", exception);
        }
    }

    private static Uri ParseUrl(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps)
            ? url
            : throw new CliException($"'{text}' is not an HTTP URL.");
}
