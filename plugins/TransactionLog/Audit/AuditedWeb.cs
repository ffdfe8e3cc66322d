using System.Web;
using Gantry.Contracts;
using Gantry.Dicom;

namespace Gantry.Plugins.TransactionLog.Audit;

/// <summary>What a request to a web service is to the audit.</summary>
internal enum AuditedWebKind
{
    /// <summary>Nothing: it shows no patients, and changes none.</summary>
    None,

    /// <summary>A search.</summary>
    Query,

    /// <summary>Instances went out, whole or their pixels.</summary>
    TransferredOut,

    /// <summary>Instances came in.</summary>
    TransferredIn,

    /// <summary>Something of instances was looked at: attributes, images.</summary>
    Accessed,

    /// <summary>Somebody was refused who showed no token, or a wrong one.</summary>
    Refused,
}

/// <summary>Tells what requests to web services are.</summary>
internal static class AuditedWeb
{
    private static readonly string[] Shown = ["metadata", "rendered", "thumbnail"];

    public static AuditedWebKind KindOf(CompletedWebRequest request) => request.Status == 401 ? AuditedWebKind.Refused : request.Right switch
    {
        Rights.Search => AuditedWebKind.Query,
        Rights.Store => AuditedWebKind.TransferredIn,
        Rights.Retrieve => IsShown(request) ? AuditedWebKind.Accessed : AuditedWebKind.TransferredOut,
        _ => AuditedWebKind.None,
    };

    public static AuditOutcome OutcomeOf(CompletedWebRequest request) =>
        request.Status < 400 ? AuditOutcome.Success : request.Status < 500 ? AuditOutcome.MinorFailure : AuditOutcome.SeriousFailure;

    /// <summary>The study that the path or the query names; empty where neither does.</summary>
    public static Uid StudyOf(CompletedWebRequest request) =>
        Uid.TryParse(request.RouteValues.GetValueOrDefault("study") ?? HttpUtility.ParseQueryString(request.Query)["studyUID"] ?? "", out var study) ? study : default;

    // By the URI service, all but a DICOM file is an image.
    private static bool IsShown(CompletedWebRequest request) =>
        Shown.Contains(request.Route[(request.Route.LastIndexOf('/') + 1)..])
        || (request.Route.EndsWith("/wado", StringComparison.Ordinal) && HttpUtility.ParseQueryString(request.Query)["contentType"] != "application/dicom");
}
