using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Gantry.Contracts;
using Gantry.Dicom;

namespace Gantry.Plugins.Storage;

/// <summary>The plugin's settings.</summary>
[PluginSettings]
public sealed record StorageSettings
{
    /// <summary>What is done where a SOP Instance UID is stored already.</summary>
    [Setting("What is done with an instance whose SOP Instance UID is stored already: the first stays (Keep), it is refused (Refuse), it takes the place of one with other content (Replace), or it is refused where its content is other (Compare).", AppliesLive = true)]
    public DuplicatePolicy Duplicates { get; init; } = DuplicatePolicy.Keep;

    /// <summary>The calling AEs for which that is otherwise.</summary>
    [Setting("The calling AEs for which that is otherwise, each as AETITLE=Replace; * and ? in a title stand for any characters and one. The first that matches counts.", AppliesLive = true)]
    [RegularExpression(AETitlePattern.Form + "=(Keep|Refuse|Replace|Compare)")]
    public ImmutableArray<string> DuplicatesFor { get; init; } = [];

    /// <summary>What is done with an instance whose parents belong elsewhere.</summary>
    [Setting("What is done with an instance whose series is known in another study, or whose study is another patient's: it is stored there and listed (Store), or refused (Refuse).", AppliesLive = true)]
    public ConflictPolicy Conflicts { get; init; } = ConflictPolicy.Store;

    /// <summary>The calling AEs for which that is otherwise.</summary>
    [Setting("The calling AEs for which that is otherwise, each as AETITLE=Refuse.", AppliesLive = true)]
    [RegularExpression(AETitlePattern.Form + "=(Store|Refuse)")]
    public ImmutableArray<string> ConflictsFor { get; init; } = [];

    /// <summary>The rules of coercion.</summary>
    [Setting("Rules that change attributes of what is stored, each as AETITLE=set InstitutionName=NORTH, =replace KEYWORD=VALUE (only where it has a value), =prefix PatientID=N- or =remove KEYWORD. All that match apply, in their order; what was there is kept in Original Attributes Sequence.", AppliesLive = true)]
    [RegularExpression(CoercionRule.Form)]
    public ImmutableArray<string> Coercions { get; init; } = [];

    /// <summary>What is done with a data set that cannot be understood to its end.</summary>
    [Setting("What is done with a data set that cannot be understood behind the attributes that tell what it is: it is refused with C000H (Refuse), or stored as it is and answered with the warning B007H (Store).", AppliesLive = true)]
    public MalformedPolicy Malformed { get; init; } = MalformedPolicy.Refuse;

    /// <summary>The calling AEs for which that is otherwise.</summary>
    [Setting("The calling AEs for which that is otherwise, each as AETITLE=Store.", AppliesLive = true)]
    [RegularExpression(AETitlePattern.Form + "=(Refuse|Store)")]
    public ImmutableArray<string> MalformedFor { get; init; } = [];

    /// <summary>The transfer syntaxes in which an AE may store.</summary>
    [Setting("The transfer syntaxes in which AEs may store, the most wanted first, each as AETITLE=SYNTAX,SYNTAX: keywords of PS3.6 or UIDs. Any, in the order of the sender, unless an entry matches; the first that does counts.", AppliesLive = true)]
    [RegularExpression(SyntaxRules.Form)]
    public ImmutableArray<string> TransferSyntaxesFor { get; init; } = [];

    /// <summary>Whether private SOP classes are taken.</summary>
    [Setting("What is done with private SOP classes, those outside of the standard's root: their presentation contexts are accepted (Accept), or not (Refuse).", AppliesLive = true)]
    public PrivateSopClassPolicy PrivateSopClasses { get; init; } = PrivateSopClassPolicy.Accept;

    /// <summary>The calling AEs for which that is otherwise.</summary>
    [Setting("The calling AEs for which that is otherwise, each as AETITLE=Refuse.", AppliesLive = true)]
    [RegularExpression(AETitlePattern.Form + "=(Accept|Refuse)")]
    public ImmutableArray<string> PrivateSopClassesFor { get; init; } = [];

    /// <summary>The rules of compression.</summary>
    [Setting("Rules that compress uncompressed images when they come, each as AETITLE=JPEGLSLossless, with ' for CT,MR,SecondaryCaptureImageStorage' behind it for modalities and SOP classes, and ' lossy' before that where something may be lost; AETITLE=none keeps them as they come. The first that matches counts.", AppliesLive = true)]
    [RegularExpression(CompressionRule.Form)]
    public ImmutableArray<string> Compressions { get; init; } = [];

    /// <summary>The quality of lossy JPEG.</summary>
    [Setting("How well lossy JPEG keeps the pixels, where a rule compresses with it.", AppliesLive = true), Range(1, 100)]
    public int LossyQuality { get; init; } = 90;

    /// <summary>The most instances that are compressed at a time.</summary>
    [Setting("How many instances are compressed at a time; others wait."), Range(1, 64)]
    public int ParallelCompressions { get; init; } = 2;

    /// <summary>The largest frame that is compressed, in millions of bytes.</summary>
    [Setting("How large a frame that is compressed may be, in MB: each compression takes memory for some of them. What is larger is stored as it comes.", AppliesLive = true), Range(1, 1_000)]
    public int CompressedFrameMegabytes { get; init; } = 128;

    /// <summary>How much AEs may store in a day.</summary>
    [Setting("How much AEs may store in a day, in MB, each as AETITLE=20000: the first that matches counts, for each AE by itself. What comes when it is used up is refused with A700H.", AppliesLive = true)]
    [RegularExpression(AETitlePattern.Form + "=[0-9]{1,9}")]
    public ImmutableArray<string> DailyMegabytesFor { get; init; } = [];

    /// <summary>How much AEs may have in the catalog.</summary>
    [Setting("How much of what AEs have sent may be in the catalog in all, in MB, each as AETITLE=500000: the first that matches counts, for each AE by itself. What comes when there is as much is refused with A700H, until something of it is deleted.", AppliesLive = true)]
    [RegularExpression(AETitlePattern.Form + "=[0-9]{1,9}")]
    public ImmutableArray<string> TotalMegabytesFor { get; init; } = [];

    /// <summary>How long nothing comes to a study before it counts as complete.</summary>
    [Setting("How long nothing comes to a study until it counts as complete. One whose instances say how many there are is complete when these have come.", AppliesLive = true)]
    [Range(typeof(TimeSpan), "00:00:02", "7.00:00:00")]
    public TimeSpan StudyQuietPeriod { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How long the catalog may have small instances in memory alone.</summary>
    [Setting("How long the catalog may have small instances in memory alone, which the journal of the store has on the disk: after a power failure they are entered anew.", AppliesLive = true)]
    [Range(typeof(TimeSpan), "00:00:00.0500000", "01:00:00")]
    public TimeSpan CatalogSyncInterval { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>The room for refused instances.</summary>
    [Setting("The room for refused instances, in MiB; the oldest go. 0 keeps their reasons alone.", AppliesLive = true), Range(0, 1_048_576)]
    public int RefusedMebibytes { get; init; } = 1024;

    /// <summary>The room for instances in conflict, and for superseded ones.</summary>
    [Setting("The room for instances in conflict, and as much again for superseded ones, in MiB. Where it is full, what would need it is refused with A700H.", AppliesLive = true), Range(1, 16_777_216)]
    public int ConflictMebibytes { get; init; } = 10_240;

    /// <summary>How long instances that were set aside are kept.</summary>
    [Setting("How long refused, conflicting and superseded instances are kept.", AppliesLive = true), Range(typeof(TimeSpan), "01:00:00", "3650.00:00:00")]
    public TimeSpan KeepSetAsideFor { get; init; } = TimeSpan.FromDays(30);

    /// <summary>What is done with duplicates of an AE.</summary>
    public DuplicatePolicy DuplicatesOf(AETitle caller) => For(DuplicatesFor, caller, Duplicates);

    /// <summary>What is done with conflicts of an AE.</summary>
    public ConflictPolicy ConflictsOf(AETitle caller) => For(ConflictsFor, caller, Conflicts);

    /// <summary>What is done with malformed data sets of an AE.</summary>
    public MalformedPolicy MalformedOf(AETitle caller) => For(MalformedFor, caller, Malformed);

    /// <summary>What is done with private SOP classes of an AE.</summary>
    public PrivateSopClassPolicy PrivateSopClassesOf(AETitle caller) => For(PrivateSopClassesFor, caller, PrivateSopClasses);

    /// <summary>The bytes that an AE may store in a day; null for any.</summary>
    public long? DailyBytesOf(AETitle caller) => BytesFor(DailyMegabytesFor, caller);

    /// <summary>The bytes that may be in the catalog of what an AE has sent; null for any.</summary>
    public long? TotalBytesOf(AETitle caller) => BytesFor(TotalMegabytesFor, caller);

    /// <summary>The room for instances of a kind that were set aside, in bytes.</summary>
    public long RoomFor(SetAsideKind kind) => (long)(kind == SetAsideKind.Refused ? RefusedMebibytes : ConflictMebibytes) << 20;

    private static long? BytesFor(ImmutableArray<string> entries, AETitle caller) =>
        AETitlePattern.Find(entries, caller) is { } megabytes ? long.Parse(megabytes, CultureInfo.InvariantCulture) * 1_000_000 : null;

    private static T For<T>(ImmutableArray<string> entries, AETitle caller, T otherwise)
        where T : struct, Enum => AETitlePattern.Find(entries, caller) is { } value ? Enum.Parse<T>(value) : otherwise;
}
