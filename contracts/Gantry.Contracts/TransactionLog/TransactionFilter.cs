using System.Collections.Immutable;
using Gantry.Dicom;

namespace Gantry.Contracts;

/// <summary>Records chosen by what they say: those that satisfy every condition given. Text is compared as it is, letter case included.</summary>
public sealed record TransactionFilter
{
    /// <summary>All records, oldest first.</summary>
    public static TransactionFilter All { get; } = new();

    /// <summary>With a higher number; null for any.</summary>
    public long? AfterNumber { get; init; }

    /// <summary>With a lower number; null for any.</summary>
    public long? BeforeNumber { get; init; }

    /// <summary>At this time or later; null for any.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Before this time; null for any.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Of one of these kinds; empty for any.</summary>
    public ImmutableArray<TransactionKind> Kinds { get; init; } = [];

    /// <summary>Of one of these types; empty for any.</summary>
    public ImmutableArray<TransactionType> Types { get; init; } = [];

    /// <summary>Begun by this end; null for any.</summary>
    public TransactionDirection? Direction { get; init; }

    /// <summary>With this AE title of the server; null for any.</summary>
    public AETitle? LocalAETitle { get; init; }

    /// <summary>With an address of the server that begins so; null for any.</summary>
    public string? LocalAddress { get; init; }

    /// <summary>With this AE title at the other end; null for any.</summary>
    public AETitle? RemoteAETitle { get; init; }

    /// <summary>With an address at the other end that begins so; null for any.</summary>
    public string? RemoteAddress { get; init; }

    /// <summary>Of this association or web request; null for any.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>With this command; null for any.</summary>
    public string? Command { get; init; }

    /// <summary>With this SOP class; null for any.</summary>
    public Uid? SopClass { get; init; }

    /// <summary>With this SOP instance; null for any.</summary>
    public Uid? SopInstance { get; init; }

    /// <summary>With this study; null for any.</summary>
    public Uid? Study { get; init; }

    /// <summary>With this status; null for any.</summary>
    public int? Status { get; init; }

    /// <summary>That took at least so long; null for any.</summary>
    public TimeSpan? MinimumDuration { get; init; }

    /// <summary>By a plugin whose <c>id version</c> begins so; null for any.</summary>
    public string? Plugin { get; init; }

    /// <summary>By this user; null for any.</summary>
    public string? User { get; init; }

    /// <summary>With this text somewhere in the description; null for any.</summary>
    public string? Description { get; init; }

    /// <summary>With this custom type; null for any.</summary>
    public string? CustomType { get; init; }

    /// <summary>True for the highest number first. False unless set.</summary>
    public bool IsNewestFirst { get; init; }

    /// <summary>True to read data sets too. False unless set: then <see cref="TransactionRecord.DataSet"/> is null.</summary>
    public bool IncludesDataSets { get; init; }

    /// <summary>The most records to give; null for all.</summary>
    public int? Limit { get; init; }

    /// <summary>True where no condition is given; order, limit and data sets are none.</summary>
    public bool IsEmpty => this with { IsNewestFirst = false, IncludesDataSets = false, Limit = null, Kinds = Kinds.IsDefaultOrEmpty ? All.Kinds : Kinds, Types = Types.IsDefaultOrEmpty ? All.Types : Types } == All;
}
