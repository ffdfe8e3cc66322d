using Gantry.Dicom.Network;

namespace Gantry.Contracts;

/// <summary>What <see cref="ExportDimseHandlerAttribute"/> says, as the composition gives it to the host.</summary>
public sealed class DimseHandlerMetadata
{
    /// <summary>The UIDs of the SOP classes served.</summary>
    public string[] SopClasses { get; set; } = [];

    /// <summary>SOP classes served besides <see cref="SopClasses"/>.</summary>
    public SopClassGroup Group { get; set; }

    /// <summary>The transfer syntaxes taken.</summary>
    public TransferSyntaxGroup TransferSyntaxes { get; set; }

    /// <summary>The options of query and retrieve SOP classes that are supported.</summary>
    public QueryRetrieveOptions QueryRetrieveOptions { get; set; }

    /// <summary>Whether it can be rehearsed.</summary>
    public bool Rehearses { get; set; }

    /// <summary>The level of support of storage SOP classes.</summary>
    public StorageLevel StorageLevel { get; set; }

    /// <summary>The level of digital signature support of storage SOP classes.</summary>
    public DigitalSignatureLevel DigitalSignatures { get; set; }

    /// <summary>Whether elements of instances are coerced.</summary>
    public ElementCoercion ElementCoercion { get; set; }
}
