namespace Gantry.Plugins.DiscRecorder;

/// <summary>Compares files.</summary>
internal static class FileComparison
{
    private const int Length = 1 << 20;

    /// <summary>True where the second begins with all that the first has.</summary>
    /// <exception cref="IOException">One cannot be read.</exception>
    public static async ValueTask<bool> AreSameAsync(string wanted, string read, CancellationToken cancellationToken)
    {
        var (first, second) = (File.OpenRead(wanted), File.OpenRead(read));
        await using (first.ConfigureAwait(false))
        await using (second.ConfigureAwait(false))
        {
            var (expected, actual) = (new byte[Length], new byte[Length]);
            while (await first.ReadAtLeastAsync(expected, Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false) is var count and > 0)
            {
                if (await second.ReadAtLeastAsync(actual.AsMemory(0, count), count, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false) != count
                    || !expected.AsSpan(0, count).SequenceEqual(actual.AsSpan(0, count)))
                {
                    return false;
                }
            }

            return true;
        }
    }
}
