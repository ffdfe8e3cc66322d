using Gantry.Dicom;

namespace Gantry.Contracts;

/// <summary>
/// The way in for instances that come otherwise than on a peer's association: an association of the server with itself, so that each is judged, stored, observed and counted as one
/// that a peer sends (decision 0016). A host service: imported by any part.
/// </summary>
/// <remarks>Safe for concurrent use.</remarks>
public interface IInstanceIntake
{
    /// <summary>Opens an association for C-STORE to this server. The caller disposes it.</summary>
    /// <param name="calling">Whose instances they count as; empty for the server's own AE title. What is set for an AE holds, but for where it may call from.</param>
    /// <param name="proposals">What to propose; at most 128 presentation contexts in all (PS3.8 §9.3.2.2).</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <exception cref="IOException">The association was rejected; the message says why.</exception>
    /// <exception cref="ArgumentException">None, or more than 128 presentation contexts.</exception>
    ValueTask<IRemoteAssociation> OpenAsync(AETitle calling, IReadOnlyCollection<StorageProposal> proposals, CancellationToken cancellationToken);
}
