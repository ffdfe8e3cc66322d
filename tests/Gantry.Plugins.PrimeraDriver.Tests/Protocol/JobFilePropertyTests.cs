using FsCheck.Xunit;
using Gantry.Tools.PTBurnSimulator;

namespace Gantry.Plugins.PrimeraDriver.Tests;

/// <summary>Whatever people write into names, labels and paths: a job says what it is to say, and nothing else.</summary>
public sealed class JobFilePropertyTests
{
    private static readonly string[] Known = ["JobID", "ClientID", "Importance", "ImageFile", "DiscType", "VolumeName", "Copies", "RobotName", "CloseDisc", "VerifyDisc", "RejectIfNotBlank", "PrintLabel", "MergeField"];

    [Property]
    public void No_text_adds_a_key_takes_one_away_or_moves_a_field(string?[] fields, string? volume, string? robot, string? content, bool isUnicode)
    {
        string[] texts = [.. (fields ?? []).Select(field => field ?? "")];
        var order = Orders.Of("A1") with { Volume = volume ?? "", Label = @"C:\disc.std", MergeFields = texts };
        var job = JobFile.Of(order, content ?? "", robot ?? "", new PrimeraSettings());

        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, PTBurnText.Write(job, isUnicode, "1252"));
            var read = KeyLines.Read(path, isUnicode)!;

            Assert.Equal(["A1", "Gantry", "1"], ((string[])["JobID", "ClientID", "Copies"]).Select(key => Assert.Single(read.All(key))));
            Assert.Equal(texts.Length, read.All("MergeField").Count);
            Assert.All(read.All("MergeField"), text => Assert.InRange(text.Length, 0, 260));
        }
        finally
        {
            File.Delete(path);
        }

        Assert.All(job.Split("\r\n", StringSplitOptions.RemoveEmptyEntries), line => Assert.Contains(line.Split(" = ")[0], Known));
        Assert.DoesNotContain(job.ReplaceLineEndings("\n").Replace("\n", "", StringComparison.Ordinal), char.IsControl);
    }

    [Property]
    public void No_text_adds_a_key_to_a_message(string? client)
    {
        var message = JobFile.Message("ABORT", ("ClientID", client ?? ""));

        Assert.StartsWith("Message = ABORT\r\n", message, StringComparison.Ordinal);
        Assert.InRange(message.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length, 1, 2);
        Assert.Equal(message.Count(character => character == '\n'), message.Split("\r\n").Length - 1);
    }
}
