using System.Runtime.CompilerServices;

namespace Gantry.Contracts.Testing;

/// <summary>A history of settings in memory. It meets <see cref="SettingsHistorySpecification"/>, but for what a restart leaves.</summary>
/// <remarks>Safe for concurrent use.</remarks>
public sealed class InMemorySettingsHistory : ISettingsHistory
{
    private readonly Lock _gate = new();
    private readonly List<SettingChange> _changes = [];

    /// <inheritdoc/>
    public async ValueTask AddAsync(IReadOnlyList<SettingChange> changes, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(changes);
        await Task.Yield();
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            _changes.AddRange(changes.Select(change => change with
            {
                At = DateTimeOffset.FromUnixTimeMilliseconds(change.At.ToUnixTimeMilliseconds()),
                Scope = Cut(change.Scope, 128)!,
                Name = Cut(change.Name, 255)!,
                OldValue = Cut(change.OldValue, 4_000),
                NewValue = Cut(change.NewValue, 4_000),
                User = Cut(change.User, 64)!,
                Reason = Cut(change.Reason, 1_000)!,
            }));
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
                .. Enumerable.Reverse(_changes).Where(change =>
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
}
