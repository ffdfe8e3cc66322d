using Gantry.Dicom;

namespace Gantry.Contracts;

/// <summary>Who wants to see something of the catalog.</summary>
/// <param name="AETitle">The calling AE title; empty for who has none.</param>
/// <param name="User">The user whose identity was checked; null for nobody.</param>
public sealed record CatalogCaller(AETitle AETitle, VerifiedUser? User)
{
    /// <summary>Who asks for an operation.</summary>
    public static CatalogCaller Of(OperationContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return new CatalogCaller(context.CallingAETitle, context.User);
    }
}
