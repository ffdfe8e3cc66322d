using System.Globalization;
using System.Text;
using System.Text.Json;
using Gantry.Contracts;
using Gantry.Dicom;

namespace Gantry.Host.Administration;

/// <summary>Reads records as the admin API writes them. The number is not read: it is of the log that the record came from.</summary>
internal static class TransactionReader
{
    private const long MostDataSetBytes = 4_194_304;
    private const double MostMilliseconds = 1e12;

    /// <exception cref="FormatException">It is no record, or one that the log would not keep as it is; the message says why.</exception>
    public static TransactionRecord Read(JsonElement json)
    {
        var view = ViewOf(json);
        var kind = Name<TransactionKind>(view.Kind, "kind");
        return new TransactionRecord
        {
            At = view.At.UtcDateTime.Year is >= 1970 and < 9999 ? view.At : throw new FormatException("at is missing, or not from 1970 to 9998."),
            Kind = kind,
            Type = Name<TransactionType>(view.Type, "type"),
            Direction = Name<TransactionDirection>(view.Direction, "direction"),
            LocalAETitle = Parse<AETitle>(view.LocalAETitle, "localAETitle", "an AE title", AETitle.TryParse),
            LocalAddress = Text(view.LocalAddress, "localAddress", 64),
            RemoteAETitle = Parse<AETitle>(view.RemoteAETitle, "remoteAETitle", "an AE title", AETitle.TryParse),
            RemoteAddress = Text(view.RemoteAddress, "remoteAddress", 64),
            CorrelationId = Text(view.Association, "association", 64),
            Command = Text(view.Command, "command", 64),
            MessageId = (int)Number(view.MessageId ?? 0, "messageId", ushort.MaxValue),
            SopClass = Parse<Uid>(view.SopClassUid, "sopClassUid", "a UID", Uid.TryParse),
            SopInstance = Parse<Uid>(view.SopInstanceUid, "sopInstanceUid", "a UID", Uid.TryParse),
            Study = Parse<Uid>(view.StudyInstanceUid, "studyInstanceUid", "a UID", Uid.TryParse),
            Status = string.IsNullOrEmpty(view.Status) ? null : Parse<int>(view.Status, "status", "a status", kind == TransactionKind.Operation ? DimseStatus : HttpStatus),
            Duration = TimeSpan.FromMicroseconds(Math.Round(Number(view.Milliseconds, "milliseconds", MostMilliseconds) * 1_000)),
            Bytes = view.Bytes < 0 ? throw new FormatException("bytes is negative.") : view.Bytes,
            Plugin = Text(view.Plugin, "plugin", 128),
            User = Text(view.User, "user", 64),
            Description = Text(view.Description, "description", 1_000),
            CustomType = Text(view.CustomType, "customType", 64),
            CustomInformation = Text(view.CustomInformation, "customInformation", 4_000),
            DataSet = view.DataSet is { } dataSet ? DataSet(dataSet) : null,
        };
    }

    private delegate bool Parser<T>(string text, out T value);

    private static TransactionView ViewOf(JsonElement json)
    {
        try
        {
            return json.Deserialize(TransactionJson.Default.TransactionView) ?? throw new FormatException("It is null.");
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            var field = (exception as JsonException)?.Path?.TrimStart('$', '.');
            throw new FormatException(string.IsNullOrEmpty(field) ? "It is no record of a transaction log." : $"{field} has a form that no record has.", exception);
        }
    }

    private static T Parse<T>(string? text, string field, string wanted, Parser<T> parser)
        where T : struct =>
        string.IsNullOrEmpty(text) ? default
        : parser(text, out var value) ? value
        : throw new FormatException($"{field} is not {wanted}.");

    private static T Name<T>(string? text, string field)
        where T : struct, Enum =>
        Enum.TryParse<T>(text, ignoreCase: true, out var value) && Enum.IsDefined(value) ? value
        : throw new FormatException($"{field} is none of {string.Join(", ", Enum.GetNames<T>())}.");

    private static double Number(double value, string field, double maximum) =>
        value >= 0 && value <= maximum ? value : throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"{field} is not from 0 to {maximum}."));

    // A log would cut it, and then not know the record again.
    private static string Text(string? text, string field, int maximum) =>
        text is null ? ""
        : text.Length > maximum ? throw new FormatException($"{field} has more than {maximum} characters.")
        : text.Contains('\0', StringComparison.Ordinal) ? throw new FormatException($"{field} has a zero character.")
        : text;

    private static bool DimseStatus(string text, out int value) =>
        int.TryParse(text.TrimEnd('H', 'h'), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value) && value is >= 0 and <= ushort.MaxValue;

    private static bool HttpStatus(string text, out int value) => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);

    private static DicomDataSet DataSet(JsonElement json)
    {
        try
        {
            var dataSet = DicomJsonReader.Read(Encoding.UTF8.GetBytes(json.GetRawText()));
            return DataSetWriter.Measure(dataSet, TransferSyntax.ExplicitVRLittleEndian) <= MostDataSetBytes
                ? dataSet
                : throw new FormatException($"dataSet takes more than {MostDataSetBytes} bytes.");
        }
        catch (DicomEncodingException exception)
        {
            throw new FormatException($"dataSet cannot be read: {exception.Message}", exception);
        }
    }
}
