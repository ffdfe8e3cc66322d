using System.Composition;
using Gantry.Contracts;

namespace Gantry.Plugins.Commit;

/// <summary>The ledger for work in the background.</summary>
[Export, Shared]
[method: ImportingConstructor]
public sealed class Ledger(ExportFactory<LedgerPart> parts) : BackgroundJobQueue
{
    /// <inheritdoc/>
    protected override (IJobQueue Queue, IDisposable Lease) Open()
    {
        var part = parts.CreateExport();
        return (part.Value.Ledger, part);
    }
}
