using System.Globalization;
using Gantry.Contracts;
using Gantry.Dicom;

namespace Gantry.Host.Administration;

/// <summary>Reads which records of the transaction log are asked for.</summary>
internal static class TransactionQuery
{
    private const int DefaultLimit = 100;
    private const int MaximumLimit = 5_000;

    /// <exception cref="BadHttpRequestException">A condition cannot be understood; the message says which.</exception>
    public static TransactionFilter Read(IQueryCollection query)
    {
        string? Text(string name) => query[name].ToString() is { Length: > 0 } text ? text : null;
        var after = Parse<long>(Text("after"), "after", "a number", Number);
        return new TransactionFilter
        {
            AfterNumber = after,
            BeforeNumber = Parse<long>(Text("before"), "before", "a number", Number),
            From = Parse<DateTimeOffset>(Text("from"), "from", "a time", Time),
            To = Parse<DateTimeOffset>(Text("to"), "to", "a time", Time),
            Kinds = Parse<TransactionKind>(Text("kind"), "kind", Names<TransactionKind>(), Name) is { } kind ? [kind] : [],
            Types = Parse<TransactionType>(Text("type"), "type", Names<TransactionType>(), Name) is { } type ? [type] : [],
            Direction = Parse<TransactionDirection>(Text("direction"), "direction", Names<TransactionDirection>(), Name),
            LocalAETitle = Parse<AETitle>(Text("local-ae"), "local-ae", "an AE title", AETitle.TryParse),
            LocalAddress = Text("local-address"),
            RemoteAETitle = Parse<AETitle>(Text("ae"), "ae", "an AE title", AETitle.TryParse),
            RemoteAddress = Text("address"),
            CorrelationId = Text("association"),
            Command = Text("command") is { } command ? command.Contains('/', StringComparison.Ordinal) ? command : command.ToUpperInvariant() : null,
            SopClass = Parse<Uid>(Text("sop-class"), "sop-class", "a UID", Uid.TryParse),
            SopInstance = Parse<Uid>(Text("sop-instance"), "sop-instance", "a UID", Uid.TryParse),
            Study = Parse<Uid>(Text("study"), "study", "a UID", Uid.TryParse),
            Status = Parse<int>(Text("status"), "status", "a status in hexadecimal", Status),
            MinimumDuration = Parse<double>(Text("min-seconds"), "min-seconds", "a number of seconds", Seconds) is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
            Plugin = Text("plugin"),
            User = Text("user"),
            Description = Text("text"),
            CustomType = Text("custom-type"),
            IsNewestFirst = after is null,
            IncludesDataSets = QueryValues.Flag(query, "data-sets"),
            Limit = Parse<int>(Text("limit"), "limit", $"a whole number from 1 to {MaximumLimit}", Limit) ?? DefaultLimit,
        };
    }

    private delegate bool Parser<T>(string text, out T value);

    private static T? Parse<T>(string? text, string name, string wanted, Parser<T> parser)
        where T : struct =>
        text is null ? null
        : parser(text, out var value) ? value
        : throw new BadHttpRequestException($"{name} is '{text}'; {wanted} is needed.");

    private static bool Number(string text, out long value) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);

    private static bool Limit(string text, out int value) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value) && value is >= 1 and <= MaximumLimit;

    // Without an offset it is the server's own time.
    private static bool Time(string text, out DateTimeOffset value) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeLocal, out value);

    private static bool Status(string text, out int value) =>
        int.TryParse(text.TrimEnd('H', 'h'), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value) && value is >= 0 and <= ushort.MaxValue;

    private static bool Seconds(string text, out double value) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out value) && value <= TimeSpan.MaxValue.TotalSeconds / 2;

    private static bool Name<T>(string text, out T value)
        where T : struct, Enum => Enum.TryParse(text, ignoreCase: true, out value) && Enum.IsDefined(value);

    private static string Names<T>()
        where T : struct, Enum => "one of " + string.Join(", ", Enum.GetNames<T>());
}
