using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gantry.Host.Maintenance.Verification;

/// <summary>What is kept of verifications in <c>verify.json</c> of the data folder: when the last one came to its end, and what one that was interrupted has done.</summary>
/// <param name="CompletedAt">When a verification came to its end the last time, or when the server was started for the first time.</param>
/// <param name="Parts">The parts of the store that are done; empty where none was interrupted.</param>
/// <param name="Counts">What was found in these.</param>
/// <param name="Findings">The faults in these.</param>
internal sealed record VerificationRecord(DateTimeOffset CompletedAt, IReadOnlyList<string> Parts, VerificationCounts Counts, IReadOnlyList<VerificationFinding> Findings)
{
    public static VerificationRecord Completed(DateTimeOffset at) => new(at, [], default, []);

    /// <summary>Reads what is there; null where nothing is, or nothing that can be understood.</summary>
    public static VerificationRecord? Read(string file)
    {
        try
        {
            return File.Exists(file) ? JsonSerializer.Deserialize(File.ReadAllBytes(file), VerificationJson.Default.VerificationRecord) : null;
        }
        catch (JsonException)
        {
            return null; // written by hand: the verification begins anew, which does no harm
        }
    }

    /// <summary>Replaces what is there.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Write(string file) => DataFile.Replace(file, this, VerificationJson.Default.VerificationRecord);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(VerificationRecord))]
internal sealed partial class VerificationJson : JsonSerializerContext;
