using Gantry.Contracts;

namespace Gantry.Plugins.FileStore;

/// <summary>An entry of the journal of which a start has to tell, until it is settled.</summary>
internal sealed class UnsettledEntry(UnsettledEntries all, ulong sequence) : IInstanceRecovery
{
    /// <summary>Its number in the journal.</summary>
    public ulong Sequence => sequence;

    /// <summary>True once it was settled. For <see cref="UnsettledEntries"/>.</summary>
    public bool IsSettled { get; set; }

    /// <inheritdoc/>
    public void Release() => all.Settle(this);
}
