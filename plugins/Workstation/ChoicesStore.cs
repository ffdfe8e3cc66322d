using System.Composition;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Gantry.Contracts;

namespace Gantry.Plugins.Workstation;

/// <summary>What users have chosen for the workstation: a file of JSON for each, in the plugin's data folder. What is in it is the page's own.</summary>
/// <remarks>Safe for concurrent use; of two that write at once one is the last.</remarks>
[Export, Shared]
[method: ImportingConstructor]
public sealed class ChoicesStore(IPluginContext plugin)
{
    /// <summary>The most bytes that a user's choices take.</summary>
    internal const int MostBytes = 64 * 1024;

    private readonly string _folder = Path.Combine(plugin.DataFolder, "choices");

    /// <summary>What a user has chosen; null where that is nothing.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    internal async ValueTask<byte[]?> ReadAsync(string user, CancellationToken cancellationToken)
    {
        try
        {
            return await File.ReadAllBytesAsync(PathOf(user), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Keeps what a user has chosen.</summary>
    /// <returns>False where it is no JSON object, and nothing was changed.</returns>
    /// <exception cref="IOException">The file cannot be written; what was kept before is.</exception>
    internal async ValueTask<bool> WriteAsync(string user, ReadOnlyMemory<byte> choices, CancellationToken cancellationToken)
    {
        if (!IsObject(choices))
        {
            return false;
        }

        Directory.CreateDirectory(_folder);
        var (path, temporary) = (PathOf(user), Path.Combine(_folder, $".{Guid.NewGuid():N}"));
        try
        {
            await File.WriteAllBytesAsync(temporary, choices, cancellationToken).ConfigureAwait(false);
            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary); // nothing, where it was renamed
        }

        return true;
    }

    // Names of users are no names of files; they differ whatever their case.
    private string PathOf(string user) => Path.Combine(_folder, $"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(user.ToUpperInvariant())))}.json");

    private static bool IsObject(ReadOnlyMemory<byte> choices)
    {
        try
        {
            using var document = JsonDocument.Parse(choices, new JsonDocumentOptions { MaxDepth = 16 });
            return document.RootElement.ValueKind == JsonValueKind.Object;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
