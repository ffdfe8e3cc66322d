using Gantry.Contracts;
using Gantry.Contracts.Testing;
using Gantry.Host.Tests.Plugins;
using Gantry.Host.Users;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gantry.Host.Tests.Users;

public sealed class FirstAdministratorTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_server_without_users_gets_one_whose_password_its_owner_alone_can_read()
    {
        await using var world = new PluginWorld();
        var (first, stores) = (First(world), Stores());

        Assert.True(await first.EnsureAsync(stores, Cancellation));

        var password = (await File.ReadAllLinesAsync(first.FilePath, Cancellation)).Single(line => line.StartsWith("password", StringComparison.Ordinal)).Split(' ')[^1];
        var user = (await stores.Users.GetAsync("admin", Cancellation))!.Value;
        Assert.True(user.MustChangePassword && PasswordHash.IsOf(user.PasswordHash, password));
        Assert.Equal([Rights.All], await stores.RightsOfAsync(user, Cancellation));
        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(first.FilePath) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));

        first.Forget("somebody");
        Assert.True(File.Exists(first.FilePath));
        first.Forget("Admin");
        Assert.False(File.Exists(first.FilePath));
    }

    [Fact]
    public async Task Where_there_are_users_nothing_is_made()
    {
        await using var world = new PluginWorld();
        var (first, stores) = (First(world), Stores());
        await stores.Users.AddAsync(new User { Name = "anna", CreatedAt = DateTimeOffset.UnixEpoch }, Cancellation);

        Assert.False(await first.EnsureAsync(stores, Cancellation)); // she has no password: nobody can log in

        Assert.False(File.Exists(first.FilePath));
        Assert.Null(await stores.Users.GetAsync("admin", Cancellation));
    }

    [Fact]
    public async Task Where_nobody_keeps_users_there_is_none()
    {
        await using var world = new PluginWorld();
        Assert.False(await First(world).EnsureAsync(Cancellation));
    }

    private static FirstAdministrator First(PluginWorld world) => new(world.Registry, world.Settings, TimeProvider.System, NullLogger<FirstAdministrator>.Instance);

    private static UserStores Stores()
    {
        var users = new InMemoryUserStore();
        return new UserStores(users, new InMemoryRoleStore(), new InMemoryTokenStore(users));
    }
}
