using Gantry.Dicom;

namespace Gantry.Contracts.Testing;

/// <summary>The conditions of a filter, one by one.</summary>
internal static class TransactionConditions
{
    public static bool Hold(TransactionFilter filter, StoredTransaction stored)
    {
        var record = stored.Record;
        return (filter.AfterNumber is not { } after || stored.Number > after)
            && (filter.BeforeNumber is not { } before || stored.Number < before)
            && (filter.From is not { } from || record.At.ToUnixTimeMilliseconds() >= from.ToUnixTimeMilliseconds())
            && (filter.To is not { } to || record.At.ToUnixTimeMilliseconds() < to.ToUnixTimeMilliseconds())
            && (filter.Kinds.IsDefaultOrEmpty || filter.Kinds.Contains(record.Kind))
            && (filter.Types.IsDefaultOrEmpty || filter.Types.Contains(record.Type))
            && (filter.Direction is not { } direction || record.Direction == direction)
            && Is(filter.LocalAETitle, record.LocalAETitle)
            && Is(filter.RemoteAETitle, record.RemoteAETitle)
            && Is(filter.SopClass, record.SopClass)
            && Is(filter.SopInstance, record.SopInstance)
            && Is(filter.Study, record.Study)
            && Is(filter.CorrelationId, record.CorrelationId)
            && Is(filter.Command, record.Command)
            && Is(filter.User, record.User)
            && Is(filter.CustomType, record.CustomType)
            && Begins(filter.LocalAddress, record.LocalAddress)
            && Begins(filter.RemoteAddress, record.RemoteAddress)
            && Begins(filter.Plugin, record.Plugin)
            && (filter.Status is not { } status || record.Status == status)
            && (filter.MinimumDuration is not { } minimum || record.Duration >= minimum)
            && (filter.Description is not { } text || record.Description.Contains(text, StringComparison.Ordinal));
    }

    private static bool Is(AETitle? asked, AETitle title) => asked is not { } value || title == value;

    private static bool Is(Uid? asked, Uid uid) => asked is not { } value || uid == value;

    private static bool Is(string? asked, string text) => asked is null || text == asked;

    private static bool Begins(string? asked, string text) => asked is null || text.StartsWith(asked, StringComparison.Ordinal);
}
