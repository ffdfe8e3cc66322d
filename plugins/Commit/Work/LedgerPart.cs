using System.Composition;
using Gantry.Contracts;

namespace Gantry.Plugins.Commit;

/// <summary>Holds the ledger for one call.</summary>
[Export]
[method: ImportingConstructor]
public sealed class LedgerPart(ICommitmentLedger ledger)
{
    /// <summary>The ledger.</summary>
    internal ICommitmentLedger Ledger => ledger;
}
