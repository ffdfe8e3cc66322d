using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Gantry.Host.Settings;

namespace Gantry.Host.Administration;

/// <summary>
/// The bearer token of the admin API: made anew at each start, and left with the URL in <c>admin.json</c> of the data folder, readable by its owner alone.
/// </summary>
internal sealed class AdminTokenFile
{
    private readonly GantrySettings _settings;
    private readonly string _file;
    private readonly byte[] _hash;

    public AdminTokenFile(GantrySettings settings)
    {
        _settings = settings;
        _file = Path.Combine(settings.DataFolder, "admin.json");
        _hash = HashOf(Token);
    }

    public string Token { get; } = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)).Replace('+', '-').Replace('/', '_').TrimEnd('=');

    /// <summary>True for the token; takes the same time for every wrong one.</summary>
    public bool Opens(ReadOnlySpan<char> candidate) =>
        CryptographicOperations.FixedTimeEquals(HashOf(candidate), _hash);

    public void Write(IReadOnlyDictionary<string, int> dicomPorts, int dicomPort, int httpPort)
    {
        var access = new AdminAccess($"http://127.0.0.1:{httpPort}", Token, dicomPort, httpPort, _settings.AETitle.Value, Environment.ProcessId, dicomPorts);
        var stage = _file + ".new";
        File.Delete(stage);
        using (var stream = PrivateFiles.Open(stage, FileMode.CreateNew))
        {
            JsonSerializer.Serialize(stream, access, AdminJson.Default.AdminAccess);
        }

        File.Move(stage, _file, overwrite: true);
    }

    public void Remove() => File.Delete(_file);

    private static byte[] HashOf(ReadOnlySpan<char> token) => SHA256.HashData(Encoding.UTF8.GetBytes(token.ToArray()));
}
