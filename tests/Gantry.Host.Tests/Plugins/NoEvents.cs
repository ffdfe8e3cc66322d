using Gantry.Contracts;
using Gantry.Dicom;

namespace Gantry.Host.Tests.Plugins;

/// <summary>A peer that takes no events.</summary>
internal sealed class NoEvents : IOperationEvents
{
    public static NoEvents Instance { get; } = new();

    public Task Responded => Task.CompletedTask;

    public bool IsEstablished => false;

    public bool Accepts(Uid sopClass) => false;

    public ValueTask<NServiceResponse> ReportAsync(EventReport report, CancellationToken cancellationToken) => throw new InvalidOperationException("No events here.");
}
