using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using Gantry.Contracts;

namespace Gantry.Plugins.DiscRecorder;

/// <summary>The plugin's settings.</summary>
[PluginSettings]
public sealed record RecorderSettings
{
    /// <summary>The recorder.</summary>
    [Setting("The recorder, /dev/sr0 for example; stdio: and a path for a file that stands in for a disc; empty for none.")]
    [StringLength(1_000), RegularExpression("(/dev/[A-Za-z0-9._/-]+|stdio:/.+)?")]
    public string Drive { get; init; } = "";

    /// <summary>The media that it makes.</summary>
    [Setting("The media that the recorder makes, the usual one first: CD, DVD, BD."), MinLength(1), RegularExpression("CD|DVD|BD")]
    public ImmutableArray<string> Media { get; init; } = ["CD", "DVD"];

    /// <summary>The program.</summary>
    [Setting("The program xorriso, by its path or as it is found.", AppliesLive = true), StringLength(1_000, MinimumLength = 1)]
    public string Xorriso { get; init; } = "xorriso";

    /// <summary>How fast discs are recorded.</summary>
    [Setting("How fast discs are recorded, in multiples of the medium's own speed; 0 for as fast as can be.", AppliesLive = true), Range(0, 100)]
    public int Speed { get; init; }

    /// <summary>True where recording is tried first.</summary>
    [Setting("Whether recording is tried with the laser off first, on media that allow it: CD-R, CD-RW, DVD-R, DVD-RW.", AppliesLive = true)]
    public bool Test { get; init; }

    /// <summary>True where discs are compared.</summary>
    [Setting("Whether discs are read and compared with what they are to have.", AppliesLive = true)]
    public bool Verify { get; init; } = true;

    /// <summary>True where discs are ejected.</summary>
    [Setting("Whether a disc is ejected when it is done.", AppliesLive = true)]
    public bool Eject { get; init; } = true;

    /// <summary>True where rewritable discs are blanked.</summary>
    [Setting("Whether rewritable discs that have something on them are overwritten.", AppliesLive = true)]
    public bool Overwrites { get; init; }

    /// <summary>How many discs in a row may be bad.</summary>
    [Setting("After how many bad discs in a row an order is given up.", AppliesLive = true), Range(1, 100)]
    public int MaximumRejects { get; init; } = 3;

    /// <summary>How often is looked.</summary>
    [Setting("How often is looked for a blank disc while an order waits for one.", AppliesLive = true), Range(typeof(TimeSpan), "00:00:00.05", "00:10:00")]
    public TimeSpan LookInterval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>What stays free on the disk.</summary>
    [Setting("What stays free on the disk beside the image that is recorded and, where it is compared, its copy, in megabytes.", AppliesLive = true), Range(0, 10_000_000)]
    public int MinimumFreeMegabytes { get; init; } = 1_024;
}
