using System.Text.RegularExpressions;
using Gantry.Contracts;
using Gantry.Dicom;

namespace Gantry.Plugins.TransactionLog;

/// <summary>Makes records of requests to web services.</summary>
internal static partial class WebRecord
{
    /// <summary>The record of a request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="keepsQuery">True to keep its query, which may name patients.</param>
    public static TransactionRecord Of(CompletedWebRequest request, bool keepsQuery) => new()
    {
        At = request.At,
        Kind = TransactionKind.Web,
        Type = request.Status < 400 ? TransactionType.Information : request.Status < 500 ? TransactionType.Warning : TransactionType.Error,
        Direction = TransactionDirection.Incoming,
        LocalAddress = request.LocalEndPoint?.ToString() ?? "",
        RemoteAddress = request.Peer?.ToString() ?? "",
        CorrelationId = request.CorrelationId,
        Command = Names().Replace(request.Route, "*"),
        Study = UidOf(request, "study"),
        SopInstance = UidOf(request, "instance"),
        Status = request.Status,
        Duration = request.Duration,
        Bytes = request.Bytes,
        Plugin = request.Plugin,
        User = request.User,
        Description = request.Outcome,
        CustomType = keepsQuery && request.Query.Length > 0 ? nameof(CompletedWebRequest.Query) : "",
        CustomInformation = keepsQuery ? request.Query : "",
    };

    // Short enough for the field, which the longest routes of DICOMweb are not with their names.
    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Names();

    // What a path says is no UID before it was looked at.
    private static Uid UidOf(CompletedWebRequest request, string name) => request.RouteValues.TryGetValue(name, out var text) && Uid.TryParse(text, out var uid) ? uid : default;
}
