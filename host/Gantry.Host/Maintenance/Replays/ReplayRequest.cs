using System.Globalization;
using System.Text.RegularExpressions;
using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Host.Maintenance.Replays;

/// <summary>What the transaction log says of a request that may be asked again.</summary>
internal static partial class ReplayRequest
{
    public const string Echo = "C-ECHO", Find = "C-FIND", Get = "C-GET", Move = "C-MOVE", Store = "C-STORE", Action = "N-ACTION", Create = "N-CREATE";

    /// <summary>What the record of an operation calls the options that were negotiated for it.</summary>
    public const string OptionsType = "QueryRetrieveOptions";

    /// <summary>What it calls the destination of a C-MOVE, which these options may follow behind a backslash.</summary>
    public const string DestinationType = "MoveDestination";

    /// <summary>What it calls the action of an N-ACTION.</summary>
    public const string ActionType = "ActionTypeId";

    /// <summary>Why a request is not asked again: it changes something, or what it asked for is not known any more. Null where it is.</summary>
    /// <param name="record">The request.</param>
    /// <param name="rehearses">True where what changes anything is rehearsed.</param>
    public static string? ReasonAgainst(TransactionRecord record, bool rehearses) => record.Command switch
    {
        Echo => null,
        Find or Get => ReasonAgainst(record),
        Store or Move or Action or Create when !rehearses => $"{record.Command}: what stores, sends or changes anything is rehearsed where that is asked for (--rehearse).",
        Store => record.RemoteAETitle.IsEmpty ? NobodyAsked : null,
        Move when DestinationOf(record).IsEmpty => "C-MOVE: its destination was not recorded.",
        Action when ActionOf(record) is null => "N-ACTION: its action type was not recorded.",
        Move or Action or Create => ReasonAgainst(record),
        _ => $"{record.Command}: it is never asked again.",
    };

    private const string NobodyAsked = "Who asked was not recorded.";

    /// <summary>True where who observes operations is told of it when it is asked again: it is what it was. Else nothing has been done, or been sent to anybody.</summary>
    public static bool IsObserved(TransactionRecord record) => record.Command is Echo or Find;

    /// <summary>True where it is rehearsed.</summary>
    public static bool IsRehearsed(TransactionRecord record) => record.Command is Store or Move or Action or Create;

    /// <summary>The options that were negotiated for it; none where nothing says so.</summary>
    public static QueryRetrieveOptions OptionsOf(TransactionRecord record)
    {
        var text = record.CustomType switch
        {
            OptionsType => record.CustomInformation,
            DestinationType when record.CustomInformation.Split('\\', 2) is [_, var options] => options,
            _ => "",
        };
        return Enum.TryParse<QueryRetrieveOptions>(text, out var parsed) ? parsed : QueryRetrieveOptions.None;
    }

    /// <summary>The Move Destination; empty where nothing says it.</summary>
    public static AETitle DestinationOf(TransactionRecord record) =>
        record.CustomType == DestinationType && AETitle.TryParse(record.CustomInformation.Split('\\', 2)[0], out var destination) ? destination : default;

    /// <summary>The Action Type ID; null where nothing says it.</summary>
    public static ushort? ActionOf(TransactionRecord record) =>
        record.CustomType == ActionType && ushort.TryParse(record.CustomInformation, NumberStyles.None, CultureInfo.InvariantCulture, out var action) ? action : null;

    /// <summary>How many matches it had; null where the record does not tell.</summary>
    public static int? MatchesOf(TransactionRecord record) =>
        !IsObserved(record) ? null
        : record.Command == Echo ? 0
        : Pending().Match(record.Description) is { Success: true } match ? int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture)
        : record.Description.Length == 0 ? 0 : null;

    private static string? ReasonAgainst(TransactionRecord record) =>
        record.RemoteAETitle.IsEmpty ? NobodyAsked
        : record.DataSet is null ? $"{record.Command}: its data set was not kept (setting KeepsDataSets, or larger than MaximumDataSetBytes)."
        : null;

    [GeneratedRegex("^([0-9]{1,9}) pending responses?\\.")]
    private static partial Regex Pending();
}
