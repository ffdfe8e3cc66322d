namespace Gantry.Plugins.Commit;

/// <summary>On which association a result is reported (PS3.4 §J.3.3).</summary>
public enum ReportRoute
{
    /// <summary>On that of the request while it lasts, and else on a new one.</summary>
    SameElseNew,

    /// <summary>On that of the request, or not at all.</summary>
    SameAssociation,

    /// <summary>On a new one, opened to the AE that asked.</summary>
    NewAssociation,
}
