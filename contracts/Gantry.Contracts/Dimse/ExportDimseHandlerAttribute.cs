using System.Composition;

namespace Gantry.Contracts;

/// <summary>Exports a DIMSE handler and says which SOP classes it serves. One handler alone may serve a command and SOP class.</summary>
/// <remarks>
/// The host makes a handler anew for each operation and disposes it afterwards, so its fields belong to that operation. Services of other plugins
/// are imported by the constructor, and hold their plugin's current version until the operation ends.
/// </remarks>
[MetadataAttribute]
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class ExportDimseHandlerAttribute : ExportAttribute
{
    /// <summary>Exports the class as the given handler.</summary>
    /// <param name="contract">One of the handler interfaces, as <c>typeof(ICFindHandler)</c>.</param>
    /// <param name="sopClasses">The UIDs of the SOP classes it serves, each an abstract syntax of a presentation context.</param>
    public ExportDimseHandlerAttribute(Type contract, params string[] sopClasses) : base(contract)
    {
        Contract = contract;
        SopClasses = sopClasses;
    }

    /// <summary>The handler interface.</summary>
    public Type Contract { get; }

    /// <summary>The UIDs of the SOP classes.</summary>
    public string[] SopClasses { get; }

    /// <summary>SOP classes served besides <see cref="SopClasses"/>; none by default.</summary>
    public SopClassGroup Group { get; init; }

    /// <summary>The transfer syntaxes taken; the native ones by default.</summary>
    public TransferSyntaxGroup TransferSyntaxes { get; init; }
}
