using System.Composition;
using Gantry.Dicom.Network;

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

    /// <summary>
    /// The options of query and retrieve SOP classes that the handler supports where they are negotiated (PS3.4 §C.5); none by default. What was agreed is in
    /// <see cref="OperationContext.QueryRetrieveOptions"/>.
    /// </summary>
    public QueryRetrieveOptions QueryRetrieveOptions { get; init; }

    /// <summary>
    /// The level of support of storage SOP classes, to be told to requestors that ask (PS3.4 §B.3.1); <see cref="StorageLevel.NotApplicable"/>, the default, does
    /// not answer them.
    /// </summary>
    public StorageLevel StorageLevel { get; init; } = StorageLevel.NotApplicable;

    /// <summary>The level of digital signature support, told with <see cref="StorageLevel"/>; unspecified by default.</summary>
    public DigitalSignatureLevel DigitalSignatures { get; init; }

    /// <summary>
    /// True where the handler can be rehearsed: where <see cref="OperationContext.IsRehearsal"/> is true, it changes nothing but by the services that it imports, neither files nor
    /// what its shared parts hold, and answers as always. False by default: then it is not called for a rehearsal of what changes anything. C-GET and C-FIND need not say it.
    /// </summary>
    public bool Rehearses { get; init; }

    /// <summary>Whether elements of instances are coerced, told with <see cref="StorageLevel"/>; not applicable by default.</summary>
    public ElementCoercion ElementCoercion { get; init; } = ElementCoercion.NotApplicable;
}
