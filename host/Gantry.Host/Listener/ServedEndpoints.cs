namespace Gantry.Host.Listener;

/// <summary>Where the host is reached, known once it listens.</summary>
internal sealed class ServedEndpoints
{
    public int DicomPort { get; set; }

    /// <summary>The ports of all listeners, by name.</summary>
    public IReadOnlyDictionary<string, int> DicomPorts { get; set; } = new Dictionary<string, int>();

    public int HttpPort { get; set; }

    public string Dicom { get; set; } = "";

    public string Http { get; set; } = "";

    /// <summary>Where HTTP is served beyond the loopback address; null where it is not.</summary>
    public string? Web { get; set; }
}
