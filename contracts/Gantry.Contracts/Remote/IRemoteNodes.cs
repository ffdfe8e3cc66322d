using System.Diagnostics.CodeAnalysis;
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Contracts;

/// <summary>The remote AEs, and associations to them. A host service: imported by any part.</summary>
/// <remarks>Safe for concurrent use.</remarks>
public interface IRemoteNodes
{
    /// <summary>The AEs known now.</summary>
    IReadOnlyCollection<RemoteNode> Nodes { get; }

    /// <summary>Looks an AE up.</summary>
    bool TryGet(AETitle aeTitle, [NotNullWhen(true)] out RemoteNode? node);

    /// <summary>Opens an association for C-STORE to a known AE, called from <see cref="RemoteNode.CallingAETitle"/>.</summary>
    /// <param name="node">The AE.</param>
    /// <param name="proposals">What to propose; at most 128 presentation contexts in all (PS3.8 §9.3.2.2).</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <exception cref="IOException">No connection, or the association was rejected; the message says which.</exception>
    /// <exception cref="ArgumentException">More than 128 presentation contexts.</exception>
    ValueTask<IRemoteAssociation> OpenStorageAsync(RemoteNode node, IReadOnlyCollection<StorageProposal> proposals, CancellationToken cancellationToken);

    /// <summary>Opens an association for N-EVENT-REPORT to a known AE, called from <see cref="RemoteNode.CallingAETitle"/>, which is to be the SCP (PS3.7 §D.3.3.4).</summary>
    /// <param name="node">The AE.</param>
    /// <param name="sopClasses">The SOP classes of the reports, 1 to 128.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <remarks>
    /// A peer that accepts a presentation context and says nothing of the roles is sent the report all the same: some mean the role that was asked for, and one
    /// that does not answers with a failure.
    /// </remarks>
    /// <exception cref="IOException">No connection, or the association was rejected; the message says which.</exception>
    /// <exception cref="ArgumentException">None, or more than 128 SOP classes.</exception>
    ValueTask<IRemoteEventReporter> OpenEventReportsAsync(RemoteNode node, IReadOnlyCollection<Uid> sopClasses, CancellationToken cancellationToken);

    /// <summary>
    /// A client of a known AE, for whatever that serves: verification, queries, retrieval, storing files and folders, storage commitment, media creation. It calls
    /// from <see cref="RemoteNode.CallingAETitle"/>, by TLS where the administrator wants that, and shows the host's certificate.
    /// </summary>
    /// <param name="node">The AE.</param>
    /// <returns>
    /// A client that opens nothing before it is needed. All parts share its associations: up to four at a time for each AE and own title, kept for ten seconds to be
    /// used again. The caller may dispose it, which leaves them. What the administrator changes of the AE holds for clients that are asked for then.
    /// </returns>
    DicomClient ClientOf(RemoteNode node);
}
