using System.Runtime.CompilerServices;

namespace Gantry.Contracts.Testing;

/// <summary>A history of settings in memory. It meets <see cref="SettingsHistorySpecification"/>, but for what a restart leaves.</summary>
/// <remarks>Safe for concurrent use.</remarks>
public sealed class InMemorySettingsHistory : ISettingsHistory
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<long, SettingChange> _changes = [];
    private long _last;

    /// <inheritdoc/>
    public async ValueTask AddAsync(IReadOnlyList<SettingChange> changes, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(changes);
        await Task.Yield();
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            foreach (var change in changes)
            {
                _last++;
                _changes.Add(_last, Kept(change));
            }
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<SettingChange> FindAsync(SettingChangeFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        await Task.Yield();
        List<SettingChange> changes;
        lock (_gate)
        {
            changes =
            [
                .. _changes.Values.Reverse().Where(change =>
                    (filter.Scope is null || change.Scope == filter.Scope)
                    && (filter.Name is null || change.Name == filter.Name)
                    && (filter.From is not { } from || change.At >= from)
                    && (filter.To is not { } to || change.At < to)).Take(filter.Limit ?? int.MaxValue),
            ];
        }

        foreach (var change in changes)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return change;
        }
    }

    private static string? Cut(string? text, int length) => text?.Length > length ? text[..length] : text;

    internal List<SettingChangeRecord> All()
    {
        lock (_gate)
        {
            return [.. _changes.Select(change => new SettingChangeRecord(change.Key, change.Value))];
        }
    }

    internal void Put(SettingChangeRecord record)
    {
        lock (_gate)
        {
            _changes[record.Number] = record.Change;
            _last = Math.Max(_last, record.Number);
        }
    }

    internal void Remove(long number)
    {
        lock (_gate)
        {
            _changes.Remove(number);
        }
    }

    // As a database keeps it: to the millisecond, and no longer than its fields.
    private static SettingChange Kept(SettingChange change) => change with
    {
        At = DateTimeOffset.FromUnixTimeMilliseconds(change.At.ToUnixTimeMilliseconds()),
        Scope = Cut(change.Scope, 128)!,
        Name = Cut(change.Name, 255)!,
        OldValue = Cut(change.OldValue, 4_000),
        NewValue = Cut(change.NewValue, 4_000),
        User = Cut(change.User, 64)!,
        Reason = Cut(change.Reason, 1_000)!,
    };
}
