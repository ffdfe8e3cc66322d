using System.Text;

namespace Gantry.Interop.Tests;

/// <summary>An instance of the corpus, as independent readers see it.</summary>
internal sealed record CorpusInstance(
    string Path, string Name, string SopClass, string SopInstance, string Study, string Series, string PatientId, string TransferSyntax)
{
    private const string Deflated = "1.2.840.10008.1.2.1.99";

    private string OriginalSopInstance { get; init; } = SopInstance;

    /// <summary>The same under another SOP Instance UID, of the same length; null where that is not possible: its text would have to be compressed, or has no two digits to spare.</summary>
    /// <param name="copy">Which one, 0 to 99.</param>
    public CorpusInstance? Relabelled(int copy)
    {
        var isPossible = TransferSyntax != Deflated && SopInstance.Length - SopInstance.LastIndexOf('.') > 3;
        return isPossible ? this with { SopInstance = $"{OriginalSopInstance[..^2]}{copy:00}" } : null;
    }

    /// <summary>The file, with its SOP Instance UID wherever it is in it.</summary>
    public byte[] Read()
    {
        var bytes = File.ReadAllBytes(Path);
        if (SopInstance != OriginalSopInstance)
        {
            var (from, to, replaced) = (Encoding.ASCII.GetBytes(OriginalSopInstance), Encoding.ASCII.GetBytes(SopInstance), 0);
            for (int at = 0, next; (next = bytes.AsSpan(at).IndexOf(from)) >= 0; at += next + from.Length)
            {
                if (!GoesOn(bytes, at + next + from.Length))
                {
                    to.CopyTo(bytes, at + next);
                    replaced++;
                }
            }

            Assert.True(replaced > 0, $"{Name} does not have its SOP Instance UID.");
        }

        return bytes;
    }

    // Another UID may begin like it.
    private static bool GoesOn(byte[] bytes, int index) => index < bytes.Length && bytes[index] is (byte)'.' or (>= (byte)'0' and <= (byte)'9');
}
