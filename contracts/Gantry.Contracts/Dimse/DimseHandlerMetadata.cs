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
}
