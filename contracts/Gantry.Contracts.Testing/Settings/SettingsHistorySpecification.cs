using Xunit;

namespace Gantry.Contracts.Testing;

/// <summary>What every <see cref="ISettingsHistory"/> must do, as tests. Derive from it in a test project of xunit.v3 and give it a history.</summary>
public abstract class SettingsHistorySpecification : ServiceSpecification<ISettingsHistory>
{
    private static readonly DateTimeOffset Noon = new(2024, 2, 29, 12, 0, 0, TimeSpan.Zero);

    /// <summary>All that is given comes back, the latest first, also after a restart.</summary>
    [Fact]
    public async Task Changes_are_kept_as_they_were_given()
    {
        var set = new SettingChange { At = Noon, Scope = "gantry.find", Name = "MaximumMatches", NewValue = "it's 100% \"ü\" \\ 山", User = "anna", Reason = "too many" };
        var removed = set with { At = Noon.AddMilliseconds(1), OldValue = set.NewValue, NewValue = null, User = "", Reason = "" };
        await Service.AddAsync([set, removed], Cancellation);
        await RestartServiceAsync();
        Assert.Equal([removed, set], await CollectAsync(Service.FindAsync(SettingChangeFilter.All, Cancellation)));
    }

    /// <summary>Conditions are all required.</summary>
    [Fact]
    public async Task Changes_are_found_by_what_they_are()
    {
        await Service.AddAsync(
            [.. Enumerable.Range(0, 450).Select(i => new SettingChange { At = Noon.AddMinutes(i), Scope = i % 2 == 0 ? "host" : "gantry.find", Name = $"S{i % 3}", NewValue = $"{i}" })],
            Cancellation);
        Assert.Equal(Enumerable.Range(0, 450).Reverse(), await FindAsync(SettingChangeFilter.All));
        Assert.Equal([449, 448, 447], await FindAsync(new() { Limit = 3 }));
        Assert.Equal([444, 438], await FindAsync(new() { Scope = "host", Name = "S0", Limit = 2 }));
        Assert.Equal([12, 11, 10], await FindAsync(new() { From = Noon.AddMinutes(10), To = Noon.AddMinutes(13) }));
        Assert.Empty(await FindAsync(new() { Scope = "Host" }));
        Assert.Empty(await FindAsync(new() { Name = "S%" }));

        async Task<IEnumerable<int>> FindAsync(SettingChangeFilter filter) =>
            (await CollectAsync(Service.FindAsync(filter, Cancellation))).Select(change => int.Parse(change.NewValue!, System.Globalization.CultureInfo.InvariantCulture));
    }

    /// <summary>Text is cut, not refused.</summary>
    [Fact]
    public async Task Text_that_is_too_long_is_cut()
    {
        var text = new string('x', 5_000);
        await Service.AddAsync([new SettingChange { At = Noon, Scope = text, Name = text, OldValue = text, NewValue = text, User = text, Reason = text }], Cancellation);
        var change = Assert.Single(await CollectAsync(Service.FindAsync(SettingChangeFilter.All, Cancellation)));
        Assert.Equal((128, 255, 4_000, 4_000, 64, 1_000), (change.Scope.Length, change.Name.Length, change.OldValue?.Length, change.NewValue?.Length, change.User.Length, change.Reason.Length));
    }
}
