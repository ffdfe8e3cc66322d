namespace Gantry.Contracts;

/// <summary>Who changed which setting, when, from what to what. Entries are only added, never changed.</summary>
/// <remarks>Safe for concurrent use. Times are kept in UTC to the millisecond.</remarks>
public interface ISettingsHistory
{
    /// <summary>Adds changes that were made together, as a whole or not at all; durable when it returns.</summary>
    /// <exception cref="CatalogException">The database cannot take them; none was added.</exception>
    ValueTask AddAsync(IReadOnlyList<SettingChange> changes, CancellationToken cancellationToken);

    /// <summary>The changes that satisfy a filter, the latest first.</summary>
    /// <exception cref="CatalogException">The database cannot be read.</exception>
    IAsyncEnumerable<SettingChange> FindAsync(SettingChangeFilter filter, CancellationToken cancellationToken);
}
