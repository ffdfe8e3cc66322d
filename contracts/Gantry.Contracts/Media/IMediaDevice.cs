namespace Gantry.Contracts;

/// <summary>
/// Something that makes media: a robot, a recorder, a folder of images. What goes onto the medium it is given as a folder that is complete; it knows nothing of DICOM. Any
/// number of plugins export any number of devices.
/// </summary>
/// <remarks>
/// <para>
/// An order is named by whoever gives it, and the device remembers it by that name over a restart of the server and a change of its own version, until it is told to forget it.
/// So whoever gave an order may end at any moment: it, or another host that has the same device, asks for the order by its name and goes on.
/// </para>
/// <para>No call waits for a medium: what takes time goes on in the background. Safe for concurrent use.</para>
/// </remarks>
public interface IMediaDevice
{
    /// <summary>What it is called by requests and administrators: lower-case letters, digits, dots and hyphens, unlike every other device; it never changes while the plugin runs.</summary>
    string Name { get; }

    /// <summary>The media that it makes, the usual one first. At least one, but for a device that settings do not name a machine for: nobody's request goes to it unasked.</summary>
    IReadOnlyList<DeviceMedium> Media { get; }

    /// <summary>Whether it can make media now.</summary>
    /// <exception cref="IOException">It cannot be told.</exception>
    ValueTask<MediaDeviceState> GetStateAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Takes an order; when it returns, the device remembers the order. One whose <see cref="MediaOrder.Id"/> it remembers already it does not take again, whatever became of
    /// it: who does not know whether an order arrived gives it once more.
    /// </summary>
    /// <exception cref="MediaDeviceException">It will never take it: the medium is not one of <see cref="Media"/>, or the folder is none that it can use.</exception>
    /// <exception cref="IOException">It cannot take it now; nothing is remembered.</exception>
    ValueTask SubmitAsync(MediaOrder order, CancellationToken cancellationToken);

    /// <summary>How far an order is.</summary>
    /// <returns>Null where the device does not remember such an order.</returns>
    /// <exception cref="IOException">It cannot be told now.</exception>
    ValueTask<MediaProgress?> FindAsync(string id, CancellationToken cancellationToken);

    /// <summary>Gives an order up, where that can be done still.</summary>
    /// <exception cref="IOException">It cannot be told what becomes of the order.</exception>
    ValueTask<MediaCancellation> CancelAsync(string id, CancellationToken cancellationToken);

    /// <summary>Forgets an order that has ended; what was made of it stays. Does nothing where it is not remembered, or has not ended.</summary>
    /// <exception cref="IOException">It cannot be forgotten now.</exception>
    ValueTask ForgetAsync(string id, CancellationToken cancellationToken);
}
