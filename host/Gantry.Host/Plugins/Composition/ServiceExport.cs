using System.Composition;

namespace Gantry.Host.Plugins.Composition;

/// <summary>A service that a plugin exports for others.</summary>
internal abstract class ServiceExport
{
    /// <summary>The service, and what gives it back.</summary>
    public abstract (object Service, IDisposable Export) Create();
}

/// <inheritdoc/>
internal sealed class ServiceExport<T>(ExportFactory<T> factory) : ServiceExport
    where T : class
{
    public override (object Service, IDisposable Export) Create()
    {
        var export = factory.CreateExport();
        return (export.Value, export);
    }
}
