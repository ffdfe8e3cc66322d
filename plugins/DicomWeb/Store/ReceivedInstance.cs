using Gantry.Contracts;
using Gantry.Dicom;

namespace Gantry.Plugins.DicomWeb;

/// <summary>An instance that comes in.</summary>
internal abstract class ReceivedInstance
{
    /// <summary>The SOP class; empty where it does not say which.</summary>
    public Uid SopClass { get; protected init; }

    /// <summary>The SOP instance; empty likewise.</summary>
    public Uid SopInstance { get; protected init; }

    /// <summary>The study; empty where the data set has none, or cannot be understood so far.</summary>
    public Uid Study { get; protected init; }

    /// <summary>The series; empty likewise.</summary>
    public Uid Series { get; protected init; }

    /// <summary>What the data set is encoded in.</summary>
    public abstract TransferSyntax TransferSyntax { get; }

    /// <summary>The data set. To be read once, and disposed by the caller.</summary>
    public abstract InstanceContent Content { get; }

    /// <summary>Makes sure that nothing more of the body of the request is needed for it, as far as it is not longer.</summary>
    /// <param name="longest">The most bytes of the data set that are read into memory for that.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>False where it is longer: <see cref="Content"/> reads the rest of the body then.</returns>
    /// <exception cref="MultipartException">The body that it is a part of is malformed.</exception>
    public abstract ValueTask<bool> TryReadWholeAsync(int longest, CancellationToken cancellationToken);
}
