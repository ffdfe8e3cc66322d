using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Gantry.Contracts;
using Gantry.Dicom;

namespace Gantry.Plugins.Move;

/// <summary>The plugin's settings.</summary>
[PluginSettings]
public sealed record MoveSettings
{
    /// <summary>The sub-operations after which a pending response is sent.</summary>
    [Setting("After how many sub-operations the requestor is told how far a retrieval is.", AppliesLive = true), Range(1, 10_000)]
    public int SubOperationsPerResponse { get; init; } = 10;

    /// <summary>The longest time without a pending response.</summary>
    [Setting("After how long the requestor is told so, however few sub-operations ended.", AppliesLive = true), Range(typeof(TimeSpan), "00:00:00.1000000", "00:05:00")]
    public TimeSpan ResponseInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The most associations at a time to a destination, for one retrieval.</summary>
    [Setting("How many associations a retrieval by C-MOVE has to its destination at a time, at most.", AppliesLive = true), Range(1, 16)]
    public int Associations { get; init; } = 1;

    /// <summary>The destinations for which that is otherwise.</summary>
    [Setting("The destinations for which that is otherwise, each as AETITLE=4.", AppliesLive = true), RegularExpression(AETitlePattern.Form + "=([1-9]|1[0-6])")]
    public ImmutableArray<string> AssociationsFor { get; init; } = [];

    /// <summary>The most instances that are on their way or unanswered at a time, on each association (PS3.7 §D.3.3.3).</summary>
    [Setting("How many instances a retrieval has unanswered at a time on an association, at most; C-MOVE proposes more than 1 as an asynchronous operations window, C-GET has no more than its requestor has agreed to.", AppliesLive = true), Range(1, 64)]
    public int Window { get; init; } = 1;

    /// <summary>The destinations for which that is otherwise.</summary>
    [Setting("The destinations for which that is otherwise, each as AETITLE=8.", AppliesLive = true), RegularExpression(AETitlePattern.Form + "=([1-9]|[1-5][0-9]|6[0-4])")]
    public ImmutableArray<string> WindowFor { get; init; } = [];

    /// <summary>How long after its beginning a C-MOVE that was interrupted goes on by itself; zero for none that is remembered.</summary>
    [Setting("How long after its beginning a C-MOVE that the server's end or another fault interrupted goes on by itself; 00:00:00: none is remembered.", AppliesLive = true), Range(typeof(TimeSpan), "00:00:00", "7.00:00:00")]
    public TimeSpan ResumesWithin { get; init; } = TimeSpan.FromHours(1);

    /// <summary>The most such that go on at a time.</summary>
    [Setting("How many such go on at a time.", AppliesLive = true), Range(1, 16)]
    public int Resumptions { get; init; } = 2;

    /// <summary>How long such are kept that go on no more.</summary>
    [Setting("How long such are shown, and can be resumed by an administrator, that go on no more by themselves.", AppliesLive = true), Range(typeof(TimeSpan), "01:00:00", "365.00:00:00")]
    public TimeSpan KeepFor { get; init; } = TimeSpan.FromDays(1);

    /// <summary>The most instances that are decoded at a time, and sent.</summary>
    [Setting("How many compressed instances are decoded at a time, for peers that do not take them; others wait."), Range(1, 64)]
    public int Decodings { get; init; } = 4;

    /// <summary>The most that an instance may be large, decoded, in millions of bytes.</summary>
    [Setting("How large an instance that is decoded may be, in MB; a larger one is not sent to a peer that does not take it as it is stored.", AppliesLive = true), Range(1, 4_294)]
    public int MaximumDecodedMegabytes { get; init; } = 4_294;

    /// <summary>The most associations at a time to a destination.</summary>
    public int AssociationsTo(AETitle destination) => To(destination, AssociationsFor, Associations);

    /// <summary>The most instances that are unanswered at a time on an association to a destination.</summary>
    public int WindowTo(AETitle destination) => To(destination, WindowFor, Window);

    private static int To(AETitle destination, ImmutableArray<string> own, int usual) =>
        AETitlePattern.Find(own, destination) is { } value ? int.Parse(value, CultureInfo.InvariantCulture) : usual;
}
