using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gantry.Host.Plugins.Faults;

/// <summary>How a host ended that was not told to: left by its supervisor for the next one.</summary>
/// <param name="At">When.</param>
/// <param name="ExitCode">Its exit code; 128 and the signal where a signal ended it.</param>
/// <param name="LastWords">The end of what it wrote to the standard error: the stack of the thread that crashed, where the runtime could write it.</param>
internal sealed record CrashNote(DateTimeOffset At, int ExitCode, string LastWords)
{
    private const string FileName = "crash.json";
    private const int Killed = 128 + 9;
    private const int Terminated = 128 + 15;

    /// <summary>True where somebody outside ended it, or the system for want of memory: no plugin is known to be the cause.</summary>
    [JsonIgnore]
    public bool IsFromOutside => ExitCode is Killed or Terminated;

    public void Write(string dataFolder) => DataFile.Replace(Path.Combine(dataFolder, FileName), this, FaultsJson.Default.CrashNote);

    /// <summary>Reads the note and removes it; null where there is none, or none that can be read.</summary>
    public static CrashNote? Take(string dataFolder)
    {
        var file = Path.Combine(dataFolder, FileName);
        if (!File.Exists(file))
        {
            return null;
        }

        var bytes = File.ReadAllBytes(file);
        File.Delete(file);
        try
        {
            return JsonSerializer.Deserialize(bytes, FaultsJson.Default.CrashNote);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(CrashNote))]
[JsonSerializable(typeof(List<BlamedCrash>))]
internal sealed partial class FaultsJson : JsonSerializerContext;
