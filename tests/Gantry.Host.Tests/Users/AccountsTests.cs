using System.Net;
using Gantry.Contracts;
using Gantry.Contracts.Testing;
using Gantry.Host.Settings;
using Gantry.Host.Users;
using Microsoft.Extensions.Time.Testing;

namespace Gantry.Host.Tests.Users;

public sealed class AccountsTests : IDisposable
{
    private const string Password = "four brown dogs";
    private static readonly IPAddress Here = IPAddress.Loopback;

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 1, 8, 0, 0, TimeSpan.Zero));
    private readonly UserStores _stores;
    private readonly Accounts _accounts;

    public AccountsTests()
    {
        var users = new InMemoryUserStore();
        _stores = new UserStores(users, new InMemoryRoleStore(), new InMemoryTokenStore(users));
        _accounts = new Accounts(new UserSettings(), _time);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _accounts.Dispose();

    [Fact]
    public async Task A_login_gives_a_session_whose_secret_is_not_kept()
    {
        await AddAsync("anna");

        var (secret, token, user) = await LogInAsync("ANNA", Password);

        Assert.Equal(("anna", AccessTokenKind.Session, _time.GetUtcNow() + TimeSpan.FromMinutes(30)), (user.Name, token.Kind, token.ExpiresAt));
        Assert.Equal(token, await _stores.Tokens.GetAsync(Secret.HashOf(secret), Cancellation));
        Assert.DoesNotContain(secret, token.ToString(), StringComparison.Ordinal);
        Assert.Equal(_time.GetUtcNow(), (await _stores.Users.GetAsync("anna", Cancellation))!.Value.LastLoginAt);
    }

    [Theory]
    [InlineData("anna", "wrong password")]
    [InlineData("nobody", Password)]
    [InlineData("", Password)]
    [InlineData("disabled", Password)]
    [InlineData("without", "")]
    public async Task Whatever_is_wrong_is_answered_alike(string name, string password)
    {
        await AddAsync("anna");
        await AddAsync("disabled", user => user with { IsDisabled = true });
        await _stores.Users.AddAsync(new User { Name = "without", CreatedAt = _time.GetUtcNow() }, Cancellation);

        var refusal = await Assert.ThrowsAsync<AccountRefusal>(() => LogInAsync(name, password));

        Assert.Equal((401, "The name or the password is wrong, or there were too many failures: then the same password is good again after a while."), (refusal.Status, refusal.Message));
    }

    [Fact]
    public async Task Five_failures_lock_the_user_for_a_while_that_doubles()
    {
        await AddAsync("anna");
        await FailAsync("anna", 5);
        await Assert.ThrowsAsync<AccountRefusal>(() => LogInAsync("anna", Password)); // the right one, too
        _time.Advance(TimeSpan.FromSeconds(31));
        await FailAsync("anna", 1);
        _time.Advance(TimeSpan.FromSeconds(31));
        await Assert.ThrowsAsync<AccountRefusal>(() => LogInAsync("anna", Password));
        _time.Advance(TimeSpan.FromSeconds(30));

        await LogInAsync("anna", Password);

        Assert.Equal((0, null), (await _stores.Users.GetAsync("anna", Cancellation))!.Value is var user ? (user.FailedLogins, user.LockedUntil) : default);
    }

    [Fact]
    public async Task An_address_that_tries_one_after_the_other_is_held_up_and_others_are_not()
    {
        await AddAsync("anna");
        for (var i = 0; i < 20; i++)
        {
            await Assert.ThrowsAsync<AccountRefusal>(() => LogInAsync($"guess{i}", Password));
        }

        var refusal = await Assert.ThrowsAsync<AccountRefusal>(() => LogInAsync("anna", Password));
        Assert.Equal((429, true), (refusal.Status, refusal.RetryAfter > TimeSpan.FromMinutes(4)));
        await _accounts.LogInAsync(_stores, new LoginRequest("anna", Password), IPAddress.Parse("192.0.2.7"), Cancellation);
        _time.Advance(TimeSpan.FromMinutes(6));
        await LogInAsync("anna", Password);
    }

    [Fact]
    public async Task A_password_that_is_due_is_changed_with_the_login()
    {
        await AddAsync("anna", user => user with { MustChangePassword = true });
        Assert.Equal(403, (await Assert.ThrowsAsync<AccountRefusal>(() => LogInAsync("anna", Password))).Status);
        Assert.Equal(400, (await Assert.ThrowsAsync<AccountRefusal>(() => LogInAsync("anna", Password, "short"))).Status);
        Assert.Equal(400, (await Assert.ThrowsAsync<AccountRefusal>(() => LogInAsync("anna", Password, Password))).Status);

        await LogInAsync("anna", Password, "five white cats");

        await LogInAsync("anna", "five white cats");
        await Assert.ThrowsAsync<AccountRefusal>(() => LogInAsync("anna", Password));
    }

    [Theory]
    [InlineData("elevenchars")]
    [InlineData("aaaabbbbccccdddd")]
    [InlineData("the anna of old")]
    public async Task Passwords_that_are_easily_guessed_are_refused(string password)
    {
        await AddAsync("anna");
        Assert.Equal(400, (await Assert.ThrowsAsync<AccountRefusal>(() => LogInAsync("anna", Password, password))).Status);
    }

    [Fact]
    public async Task A_short_name_may_be_in_a_password_by_chance()
    {
        await AddAsync("x");
        await LogInAsync("x", Password, "six boxes of wax");
    }

    [Fact]
    public async Task Another_password_ends_the_other_sessions_and_none_of_the_last_comes_again()
    {
        await AddAsync("anna");
        var (_, mine, _) = await LogInAsync("anna", Password);
        var (_, other, _) = await LogInAsync("anna", Password);
        var (_, program) = await _accounts.AddTokenAsync(_stores, "anna", "nightly import", TimeSpan.FromDays(1), Cancellation);

        await _accounts.ChangePasswordAsync(_stores, "anna", new PasswordChange(Password, "five white cats"), mine.Hash, Here, Cancellation);

        Assert.NotNull(await _stores.Tokens.GetAsync(mine.Hash, Cancellation));
        Assert.NotNull(await _stores.Tokens.GetAsync(program.Hash, Cancellation));
        Assert.Null(await _stores.Tokens.GetAsync(other.Hash, Cancellation));
        var again = await Assert.ThrowsAsync<AccountRefusal>(
            () => _accounts.ChangePasswordAsync(_stores, "anna", new PasswordChange("five white cats", Password), mine.Hash, Here, Cancellation));
        Assert.Equal(400, again.Status);
    }

    [Fact]
    public async Task A_user_has_so_many_tokens_and_the_oldest_session_makes_room()
    {
        await AddAsync("anna");
        var (_, first, _) = await LogInAsync("anna", Password);
        for (var i = 0; i < 99; i++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(1));
            await _accounts.AddTokenAsync(_stores, "anna", "program", TimeSpan.FromDays(1), Cancellation);
        }

        Assert.Equal(409, (await Assert.ThrowsAsync<AccountRefusal>(() => _accounts.AddTokenAsync(_stores, "anna", "program", TimeSpan.FromDays(1), Cancellation))).Status);
        await LogInAsync("anna", Password);
        Assert.Null(await _stores.Tokens.GetAsync(first.Hash, Cancellation));
    }

    [Fact]
    public async Task Many_failures_at_once_are_all_counted()
    {
        await AddAsync("anna");
        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Assert.ThrowsAsync<AccountRefusal>(() => LogInAsync("anna", "wrong password"))));
        Assert.Equal(10, (await _stores.Users.GetAsync("anna", Cancellation))!.Value.FailedLogins);
    }

    private async Task AddAsync(string name, Func<User, User>? change = null)
    {
        var user = new User { Name = name, CreatedAt = _time.GetUtcNow() }.With(Password, _time.GetUtcNow(), mustChange: false, new UserSettings());
        Assert.True(await _stores.Users.AddAsync((change ?? (same => same))(user), Cancellation));
    }

    private Task<(string Secret, AccessToken Token, User User)> LogInAsync(string name, string password, string? newPassword = null) =>
        _accounts.LogInAsync(_stores, new LoginRequest(name, password, newPassword), Here, Cancellation);

    private async Task FailAsync(string name, int times)
    {
        for (var i = 0; i < times; i++)
        {
            await Assert.ThrowsAsync<AccountRefusal>(() => LogInAsync(name, "wrong password"));
        }
    }
}
