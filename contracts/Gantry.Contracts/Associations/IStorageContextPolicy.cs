using Gantry.Dicom;

namespace Gantry.Contracts;

/// <summary>Says which presentation contexts of storage SOP classes are accepted of whom. One plugin alone provides it, as a part that is <c>[Shared]</c>; the host asks it.</summary>
/// <remarks>
/// Where nobody provides it, all that the plugins serve is accepted. Where it throws, the association is rejected for now, which counts towards the plugin's quarantine.
/// </remarks>
public interface IStorageContextPolicy
{
    /// <summary>
    /// What is accepted of an AE. Called while an association is negotiated, on a thread that others wait for, too: it answers from memory, at once. Safe for concurrent use.
    /// </summary>
    /// <param name="caller">The AE that asks for the association, to store.</param>
    StorageContexts Of(AETitle caller);
}
