using System.ComponentModel.DataAnnotations;
using Gantry.Contracts;

namespace Gantry.Plugins.DicomWeb;

/// <summary>The plugin's settings.</summary>
[PluginSettings]
public sealed record DicomWebSettings
{
    /// <summary>The most matches in a response to a search; 1 to 50,000; 5,000 unless set. What is beyond is asked for with <c>offset</c> (PS3.18 §8.3.4.4).</summary>
    [Setting("The most matches in a response to a search; the rest is asked for with offset.", AppliesLive = true), Range(1, 50_000)]
    public int MaximumMatches { get; init; } = 5_000;

    /// <summary>True where a key for Patient ID is also satisfied by another ID of the patient, as the setting of gantry.find for C-FIND. False unless set.</summary>
    [Setting("Whether a search by Patient ID also finds patients that have had this ID, or have it elsewhere.", AppliesLive = true)]
    public bool MatchesOtherPatientIds { get; init; }

    /// <summary>The URL of the service as its clients reach it, where a proxy is between: <c>https://pacs.example/dicom-web</c>. Empty, as it is unless set, for that of the request.</summary>
    [Setting("The URL of the service as its clients reach it through a proxy, as https://pacs.example/dicom-web; empty for that of the request.", AppliesLive = true)]
    [RegularExpression("(https?://[^ \"<>]{1,240}[^/ \"<>])?")]
    public string BaseUrl { get; init; } = "";

    /// <summary>How many instances are decoded, or have frames read, at a time; 1 to 64; 8 unless set. More wait for their turn.</summary>
    [Setting("How many instances are decoded, or have frames read, at a time."), Range(1, 64)]
    public int Spools { get; init; } = 8;

    /// <summary>The most megabytes of an instance that is decoded, or whose frames are read, before and after; 1 to 100,000; 4,000 unless set.</summary>
    [Setting("The most megabytes of an instance that is decoded or whose frames are read.", AppliesLive = true), Range(1, 100_000)]
    public int MaximumSpoolMegabytes { get; init; } = 4_000;

    /// <summary>The most megabytes of large instances that are kept as files after frames of them were read, for the next request; 0 to 1,000,000; 2,000 unless set.</summary>
    [Setting("The most megabytes of large instances that are kept as files for the next request of their frames.", AppliesLive = true), Range(0, 1_000_000)]
    public int CacheMegabytes { get; init; } = 2_000;

    /// <summary>The most megabytes of memory for metadata that were asked for lately; 0 for none, to 10,000; 64 unless set.</summary>
    [Setting("The most megabytes of memory for metadata that were asked for lately.", AppliesLive = true), Range(0, 10_000)]
    public int MetadataMegabytes { get; init; } = 64;

    /// <summary>The most megabytes of thumbnails that are kept in the plugin's data folder; 1 to 100,000; 500 unless set.</summary>
    [Setting("The most megabytes of thumbnails that are kept for the next request."), Range(1, 100_000)]
    public int ThumbnailMegabytes { get; init; } = 500;

    /// <summary>The AE title that instances stored over the web are stored from, as rules and quotas of gantry.storage know it; the server's own where it is empty, as it is unless set.</summary>
    [Setting("The AE title that instances stored over the web count as sent from; empty for the server's own.", AppliesLive = true)]
    [RegularExpression(@"( *[ -\[\]-~]{1,16})?"), StringLength(16)]
    public string CallingAETitle { get; init; } = "";

    /// <summary>On how many associations of the server with itself the instances of a request are stored at a time; 1 to 16; 4 unless set.</summary>
    [Setting("On how many associations at a time the instances of a request are stored.", AppliesLive = true), Range(1, 16)]
    public int ParallelStores { get; init; } = 4;

    /// <summary>The most parts of a request that stores; 1 to 1,000,000; 50,000 unless set. The first of them are stored where there are more.</summary>
    [Setting("The most parts of a request that stores instances.", AppliesLive = true), Range(1, 1_000_000)]
    public int MaximumStoredParts { get; init; } = 50_000;

    /// <summary>The URL of the service, for a request.</summary>
    public string UrlFor(WebRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return BaseUrl.Length > 0 ? BaseUrl : request.BaseUrl;
    }
}
