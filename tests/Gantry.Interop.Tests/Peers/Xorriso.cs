namespace Gantry.Interop.Tests;

/// <summary>xorriso, which reads images as a workstation reads discs.</summary>
internal static class Xorriso
{
    /// <summary>Its path; the test is skipped where it is not installed.</summary>
    public static string FindOrSkip() => Programs.FindOrSkip("xorriso", "xorriso");

    /// <summary>Takes the files out of an image, and compares them with the digests that are on it.</summary>
    /// <param name="image">The image.</param>
    /// <param name="folder">Where to; made.</param>
    /// <param name="names">Whose names the files get: <c>any</c> for Joliet's, <c>nojoliet</c> for those of ISO 9660 level 1.</param>
    public static async Task ExtractAsync(string image, string folder, string names = "any")
    {
        (await Programs.RunAsync(FindOrSkip(), ["-read_fs", names, "-osirrox", "on", "-indev", image, "-extract", "/", folder])).Succeeded();
        (await Programs.RunAsync("chmod", ["-R", "u+w", folder])).Succeeded();
        (await Programs.RunAsync("sha256sum", ["-c", "--quiet", "SHA256.TXT"], folder: folder)).Succeeded();
    }
}
