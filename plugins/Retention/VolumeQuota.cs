using System.Globalization;

namespace Gantry.Plugins.Retention;

/// <summary>How full a volume may be.</summary>
/// <param name="Text">As the setting has it.</param>
/// <param name="Volume">The volume's name.</param>
/// <param name="HighBytes">From how many bytes of data sets on the oldest studies are deleted.</param>
/// <param name="LowBytes">Down to how many.</param>
internal sealed record VolumeQuota(string Text, string Volume, long HighBytes, long LowBytes)
{
    /// <summary>What the setting's texts look like.</summary>
    public const string Form = "[A-Za-z0-9_-]{1,32}=[1-9][0-9]{0,7}(/[0-9]{1,8})?";

    /// <summary>Reads a quota of that form, in GB: <c>fast=900</c>, <c>fast=900/800</c>.</summary>
    public static VolumeQuota Parse(string text)
    {
        var (equals, slash) = (text.IndexOf('=', StringComparison.Ordinal), text.IndexOf('/', StringComparison.Ordinal));
        var high = Bytes(slash < 0 ? text[(equals + 1)..] : text[(equals + 1)..slash]);
        return new VolumeQuota(text, text[..equals], high, slash < 0 ? high : Math.Min(high, Bytes(text[(slash + 1)..])));
    }

    private static long Bytes(string gigabytes) => long.Parse(gigabytes, CultureInfo.InvariantCulture) * 1_000_000_000;
}
