using Gantry.Dicom;

namespace Gantry.Contracts;

/// <summary>What happened. Text that is longer than its field keeps is cut at its end.</summary>
public sealed record TransactionRecord
{
    /// <summary>When it ended.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>What it tells of.</summary>
    public required TransactionKind Kind { get; init; }

    /// <summary>How it is meant; information unless set.</summary>
    public TransactionType Type { get; init; } = TransactionType.Information;

    /// <summary>Who began it; nobody unless set.</summary>
    public TransactionDirection Direction { get; init; }

    /// <summary>This server's AE title; empty for none.</summary>
    public AETitle LocalAETitle { get; init; }

    /// <summary>This server's address and port, as <c>192.0.2.1:11112</c> or <c>[2001:db8::1]:11112</c>; at most 64 characters.</summary>
    public string LocalAddress { get; init; } = "";

    /// <summary>The AE title at the other end; empty for none.</summary>
    public AETitle RemoteAETitle { get; init; }

    /// <summary>The address and port of the other end; at most 64 characters.</summary>
    public string RemoteAddress { get; init; } = "";

    /// <summary>What the records of one association, or of one web request, have in common, and its log lines too; at most 64 characters.</summary>
    public string CorrelationId { get; init; } = "";

    /// <summary>What was done: <c>A-ASSOCIATE</c>, <c>C-STORE</c>, <c>GET /studies</c>, <c>plugins reload</c>; at most 64 characters.</summary>
    public string Command { get; init; } = "";

    /// <summary>The Message ID (0000,0110); 0 for none.</summary>
    public int MessageId { get; init; }

    /// <summary>The SOP class; empty for none.</summary>
    public Uid SopClass { get; init; }

    /// <summary>The SOP instance; empty for none.</summary>
    public Uid SopInstance { get; init; }

    /// <summary>The study that it concerns; empty for none, or several.</summary>
    public Uid Study { get; init; }

    /// <summary>The DIMSE or HTTP status; null for none.</summary>
    public int? Status { get; init; }

    /// <summary>How long it took, to the microsecond; zero for what takes no time.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>The bytes of data sets and bodies that were moved, in both directions.</summary>
    public long Bytes { get; init; }

    /// <summary>The plugin that did it, as <c>id version</c>; empty for the server itself. At most 128 characters.</summary>
    public string Plugin { get; init; } = "";

    /// <summary>The user who did it; empty where none is known. At most 64 characters.</summary>
    public string User { get; init; } = "";

    /// <summary>A sentence: the outcome, or the reason of a failure. At most 1,000 characters.</summary>
    public string Description { get; init; } = "";

    /// <summary>The data set; null where none is kept here. The record owns it.</summary>
    public DicomDataSet? DataSet { get; init; }

    /// <summary>Where the data set is kept elsewhere, as the writer of the record names the place; at most 255 characters.</summary>
    public string DataSetLocation { get; init; } = "";

    /// <summary>What <see cref="CustomInformation"/> is; for plugins that have more to tell. At most 64 characters.</summary>
    public string CustomType { get; init; } = "";

    /// <summary>More that a plugin has to tell; at most 4,000 characters.</summary>
    public string CustomInformation { get; init; } = "";
}
