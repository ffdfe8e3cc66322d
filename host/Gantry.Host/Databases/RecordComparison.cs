using Gantry.Contracts;

namespace Gantry.Host.Databases;

/// <summary>What tells two lists of records apart.</summary>
internal sealed class RecordComparison
{
    /// <summary>Compares.</summary>
    /// <param name="source">How they should be.</param>
    /// <param name="target">How they are.</param>
    /// <param name="same">Given each record that is the same in both; null for nothing.</param>
    public RecordComparison(IReadOnlyList<TransferRecord> source, IReadOnlyList<TransferRecord> target, RecordDigest? same = null)
    {
        var there = target.ToDictionary(record => record.Key, StringComparer.Ordinal);
        foreach (var record in source)
        {
            var digest = record.Digest();
            if (!there.Remove(record.Key, out var other) || !digest.AsSpan().SequenceEqual(other.Digest()))
            {
                Differing.Add(record);
            }
            else
            {
                same?.Add(digest);
            }
        }

        Extra.AddRange(there.Keys);
    }

    /// <summary>The records that the target lacks, or has otherwise.</summary>
    public List<TransferRecord> Differing { get; } = [];

    /// <summary>The keys of those that only the target has.</summary>
    public List<string> Extra { get; } = [];

    /// <summary>The keys of both.</summary>
    public IEnumerable<string> Keys => Differing.Select(record => record.Key).Concat(Extra);
}
