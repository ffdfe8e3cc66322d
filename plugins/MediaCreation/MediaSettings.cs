using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using Gantry.Contracts;
using Gantry.Dicom;

namespace Gantry.Plugins.MediaCreation;

/// <summary>The plugin's settings.</summary>
[PluginSettings]
public sealed record MediaSettings
{
    /// <summary>The device of requests that name none.</summary>
    [Setting("The device of requests that name none; empty for imagefile, and where that is not there for the first that makes the medium.", AppliesLive = true), StringLength(64)]
    public string Device { get; init; } = "";

    /// <summary>The AEs for whose requests that is another.</summary>
    [Setting("The AEs for whose requests that is another device, each as AETITLE=device.", AppliesLive = true), RegularExpression(AETitlePattern.Form + "=[a-z0-9][a-z0-9.-]*")]
    public ImmutableArray<string> DeviceFor { get; init; } = [];

    /// <summary>The profiles of requests that name none.</summary>
    [Setting("The media application profiles of requests that name none: the first whose medium the device makes and that holds everything, or else the last.", AppliesLive = true)]
    [MinLength(1), RegularExpression("STD-[A-Z0-9-]+")]
    public ImmutableArray<string> Profiles { get; init; } = ["STD-GEN-CD", "STD-GEN-DVD-JPEG"];

    /// <summary>How images are compressed on media.</summary>
    [Setting("How images are put on media whose profile has compressed transfer syntaxes: as they are stored, compressed without loss, or with loss where the request allows it.", AppliesLive = true)]
    public MediaCompression Compression { get; init; } = MediaCompression.None;

    /// <summary>True where a request that does not say may be split.</summary>
    [Setting("Whether a request that does not say so may be split over several media.", AppliesLive = true)]
    public bool SplitsUnlessTold { get; init; } = true;

    /// <summary>True where the label of a request that does not say has what is found in the instances.</summary>
    [Setting("Whether the label of a request that does not say so has the patient's name and so on, as the instances have them.", AppliesLive = true)]
    public bool LabelsUnlessTold { get; init; } = true;

    /// <summary>Where the templates of the site are.</summary>
    [Setting("Where the site's own INDEX.HTM and README.TXT are, in place of the built-in templates; a relative path is below the plugin's data folder.", AppliesLive = true)]
    [StringLength(1_000, MinimumLength = 1)]
    public string TemplateFolder { get; init; } = "templates";

    /// <summary>What goes onto every medium besides.</summary>
    [Setting("A folder whose content goes onto every medium, unless the request wants no objects that are not DICOM's; empty for none.", AppliesLive = true), StringLength(1_000)]
    public string ExtraFolder { get; init; } = "";

    /// <summary>The viewer.</summary>
    [Setting("A folder with a viewer of the site's, whose content goes onto media that are to have one; empty for the built-in viewer.", AppliesLive = true), StringLength(1_000)]
    public string ViewerFolder { get; init; } = "";

    /// <summary>True for the built-in viewer where there is no other.</summary>
    [Setting("Whether media that are to have a viewer have the built-in one, a page that shows their images in a browser, where ViewerFolder names no other.", AppliesLive = true)]
    public bool BuiltInViewer { get; init; } = true;

    /// <summary>True where a medium of a request that does not say has the viewer.</summary>
    [Setting("Whether media have the viewer where the request does not say so.", AppliesLive = true)]
    public bool ViewerUnlessTold { get; init; } = true;

    /// <summary>Who the media are from.</summary>
    [Setting("Who the media are from and where to ask, as README.TXT and INDEX.HTM have it.", AppliesLive = true), StringLength(500)]
    public string Institution { get; init; } = "";

    /// <summary>The AEs whose studies are put on media when they are complete.</summary>
    [Setting("The AEs whose studies are put on media by themselves once they are complete, each as AETITLE=device: calling AE titles.", AppliesLive = true)]
    [RegularExpression(AETitlePattern.Form + "=[a-z0-9][a-z0-9.-]*")]
    public ImmutableArray<string> BurnFrom { get; init; } = [];

    /// <summary>The AE titles of this server at which studies are put on media.</summary>
    [Setting("The AE titles of this server at which studies that come are put on media by themselves once they are complete, each as AETITLE=device: called AE titles.", AppliesLive = true)]
    [RegularExpression(AETitlePattern.Form + "=[a-z0-9][a-z0-9.-]*")]
    public ImmutableArray<string> BurnTo { get; init; } = [];

    /// <summary>The most instances of a request.</summary>
    [Setting("The most instances of a request; one with more is refused.", AppliesLive = true), Range(1, 100_000)]
    public int MaximumInstances { get; init; } = 25_000;

    /// <summary>The most bytes of the DICOMDIR of a medium.</summary>
    [Setting("The most bytes of the DICOMDIR of a medium, which is made in memory; a request that needs a larger one fails.", AppliesLive = true), Range(65_536, 1_073_741_824)]
    public int MaximumDirectoryBytes { get; init; } = 268_435_456;

    /// <summary>The requests worked on at a time.</summary>
    [Setting("How many requests are prepared at a time.", AppliesLive = true), Range(1, 16)]
    public int MaximumParallel { get; init; } = 2;

    /// <summary>How often a device is asked.</summary>
    [Setting("How often a device is asked how far it is; at first it is asked oftener.", AppliesLive = true), Range(typeof(TimeSpan), "00:00:00.1", "00:10:00")]
    public TimeSpan LookInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long after a device could not be used the next attempt comes.</summary>
    [Setting("How long after a device, the catalog or the store could not be used the next attempt comes.", AppliesLive = true), Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan RetryInterval { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long is tried.</summary>
    [Setting("How long after it was made a request is given up that could not be performed.", AppliesLive = true), Range(typeof(TimeSpan), "00:01:00", "60.00:00:00")]
    public TimeSpan GiveUpAfter { get; init; } = TimeSpan.FromDays(7);

    /// <summary>How long requests are kept that nobody initiates.</summary>
    [Setting("How long a request is kept that nobody initiates.", AppliesLive = true), Range(typeof(TimeSpan), "00:01:00", "365.00:00:00")]
    public TimeSpan KeepIdleFor { get; init; } = TimeSpan.FromDays(1);

    /// <summary>How long requests are kept that were done.</summary>
    [Setting("How long a request is kept after it was done.", AppliesLive = true), Range(typeof(TimeSpan), "00:01:00", "3650.00:00:00")]
    public TimeSpan KeepDoneFor { get; init; } = TimeSpan.FromDays(30);

    /// <summary>How long requests are kept that failed.</summary>
    [Setting("How long a request is kept after it failed or was cancelled.", AppliesLive = true), Range(typeof(TimeSpan), "00:01:00", "3650.00:00:00")]
    public TimeSpan KeepFailedFor { get; init; } = TimeSpan.FromDays(90);

    /// <summary>The device of requests of an AE that name none; empty for any.</summary>
    public string DeviceOf(AETitle caller) => AETitlePattern.Find(DeviceFor, caller) ?? Device;

    /// <summary>The devices on which a study is put by itself, each once.</summary>
    public IEnumerable<string> DevicesOf(CompleteStudy study)
    {
        ArgumentNullException.ThrowIfNull(study);
        return study.CalledAETitles.Select(called => AETitlePattern.Find(BurnTo, called)).Append(AETitlePattern.Find(BurnFrom, study.CallingAETitle)).OfType<string>().Distinct();
    }
}
