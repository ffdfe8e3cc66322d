using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using Gantry.Contracts;

namespace Gantry.Plugins.ImageFile;

/// <summary>The plugin's settings.</summary>
[PluginSettings]
public sealed record ImageFileSettings
{
    /// <summary>Where pieces are put.</summary>
    [Setting("Where images are put; a relative path is below the plugin's data folder.", AppliesLive = true), StringLength(1_000, MinimumLength = 1)]
    public string Folder { get; init; } = "images";

    /// <summary>What CDs, DVDs and BDs become.</summary>
    [Setting("What a CD, DVD or BD becomes: an ISO image, a folder or a ZIP archive.", AppliesLive = true)]
    public PieceFormat DiscsAs { get; init; } = PieceFormat.Image;

    /// <summary>What all other media become.</summary>
    [Setting("What a USB stick, a card or another medium that is no disc becomes.", AppliesLive = true)]
    public PieceFormat OthersAs { get; init; } = PieceFormat.Folder;

    /// <summary>The media whose images have UDF in any case.</summary>
    [Setting("The media whose images have UDF beside ISO 9660 in any case, as DVD and BD; an image with a file of more than 4 GiB always has.", AppliesLive = true), RegularExpression("CD|DVD|BD")]
    public ImmutableArray<string> UdfOn { get; init; } = [];

    /// <summary>What stays free on the disk.</summary>
    [Setting("What stays free on the disk, in megabytes; requests wait until there is more.", AppliesLive = true), Range(0, 10_000_000)]
    public int MinimumFreeMegabytes { get; init; } = 1_024;

    /// <summary>What a medium becomes.</summary>
    public PieceFormat FormatOf(string medium) => medium is "CD" or "DVD" or "BD" ? DiscsAs : OthersAs;
}
