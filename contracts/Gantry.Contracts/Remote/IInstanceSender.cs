using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Contracts;

/// <summary>Sends instances by C-STORE on an association.</summary>
/// <remarks>As many callers at a time as <see cref="MaximumOperations"/> says; more wait for their turn.</remarks>
public interface IInstanceSender
{
    /// <summary>How many instances may be on their way or unanswered at a time: 1 unless an asynchronous operations window was negotiated (PS3.7 §D.3.3.3).</summary>
    int MaximumOperations { get; }

    /// <summary>True where a presentation context was accepted for the SOP class and transfer syntax, in the role of the sender.</summary>
    bool Accepts(Uid sopClass, TransferSyntax transferSyntax);

    /// <summary>Sends one instance and waits for the response.</summary>
    /// <param name="instance">The instance; the caller keeps it and disposes it.</param>
    /// <param name="moveOriginator">Who asked for it by C-MOVE; null for nobody.</param>
    /// <param name="cancellationToken">Cancelled: the association is aborted, since a C-STORE cannot be cut short.</param>
    /// <remarks>What reading the instance throws comes through; the association is lost then if the first bytes had been read already.</remarks>
    /// <returns>The peer's status.</returns>
    /// <exception cref="InvalidOperationException"><see cref="Accepts"/> is false for the instance.</exception>
    /// <exception cref="IOException">The association was lost; it is of no further use.</exception>
    ValueTask<DimseStatus> SendAsync(InstanceContent instance, MoveOriginator? moveOriginator, CancellationToken cancellationToken);
}
