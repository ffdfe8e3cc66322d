using System.Composition;
using Gantry.Contracts;

namespace Gantry.Plugins.TransactionLog;

/// <summary>Holds the log for one call, so that whoever provides it can be replaced at any time.</summary>
[Export]
[method: ImportingConstructor]
public sealed class LogPart(ITransactionLog log)
{
    /// <summary>The log.</summary>
    internal ITransactionLog Log => log;
}
