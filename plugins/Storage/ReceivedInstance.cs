using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Plugins.Storage;

/// <summary>An instance that has arrived whole: its bytes are durable in the store, and no catalog lists it yet.</summary>
/// <param name="Request">The request that brought it.</param>
/// <param name="Identity">Its UIDs.</param>
/// <param name="Entry">What the catalog is to have of it.</param>
internal sealed record ReceivedInstance(CStoreRequest Request, InstanceIdentity Identity, CatalogEntry Entry)
{
    /// <summary>True where its attributes were coerced, and it says in itself when.</summary>
    public bool IsCoerced { get; init; }

    public AETitle Caller => Request.Context.CallingAETitle;

    /// <summary>As whom this server was called.</summary>
    public AETitle Called => Request.Context.CalledAETitle;

    public string CorrelationId => Request.Context.CorrelationId;

    public Uid SopClass => Identity.SopClass;

    public Uid SopInstance => Identity.SopInstance;

    /// <summary>What is noted where it is set aside with its bytes.</summary>
    public SetAsideInstance SetAside(string id, DateTimeOffset now, SetAsideKind kind, DimseStatus status, string reason) => new()
    {
        Id = id,
        Kind = kind,
        SetAsideAt = now,
        Reason = reason,
        Status = status,
        CallingAETitle = Caller,
        SopClass = SopClass,
        SopInstance = SopInstance,
        Study = Identity.Study,
        TransferSyntax = Entry.TransferSyntax,
        Location = Entry.Stored.Location,
        Length = Entry.Stored.Length,
        CorrelationId = CorrelationId,
    };
}
