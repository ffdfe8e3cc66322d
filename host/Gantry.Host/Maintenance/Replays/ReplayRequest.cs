using System.Globalization;
using System.Text.RegularExpressions;
using Gantry.Contracts;
using Gantry.Dicom.Network;

namespace Gantry.Host.Maintenance.Replays;

/// <summary>What the transaction log says of a request that may be asked again.</summary>
internal static partial class ReplayRequest
{
    /// <summary>What the record of an operation calls the options that were negotiated for it.</summary>
    public const string OptionsType = "QueryRetrieveOptions";

    private static readonly string Echo = "C-ECHO", Find = "C-FIND";

    /// <summary>Why a request is not asked again: it changes something, moves instances, or what it asked for is not known any more. Null where it is.</summary>
    public static string? ReasonAgainst(TransactionRecord record) =>
        record.Command == Echo ? null
        : record.Command != Find ? $"{record.Command}: what stores, sends or changes anything is never asked again."
        : record.RemoteAETitle.IsEmpty ? "Who asked was not recorded."
        : record.DataSet is null ? "C-FIND: its data set was not kept (setting KeepsDataSets, or larger than MaximumDataSetBytes)."
        : null;

    /// <summary>The options that were negotiated for it; none where nothing says so.</summary>
    public static QueryRetrieveOptions OptionsOf(TransactionRecord record) =>
        record.CustomType == OptionsType && Enum.TryParse<QueryRetrieveOptions>(record.CustomInformation, out var options) ? options : QueryRetrieveOptions.None;

    /// <summary>How many pending responses it had; null where the record does not tell.</summary>
    public static int? MatchesOf(TransactionRecord record) =>
        record.Command == Echo ? 0
        : Pending().Match(record.Description) is { Success: true } match ? int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture)
        : record.Description.Length == 0 ? 0 : null;

    [GeneratedRegex("^([0-9]{1,9}) pending responses?\\.")]
    private static partial Regex Pending();
}
