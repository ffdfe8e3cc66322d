using System.Collections.Immutable;
using Xunit;

namespace Gantry.Contracts.Testing;

/// <summary>
/// What every <see cref="IUserStore"/>, <see cref="IRoleStore"/> and <see cref="ITokenStore"/> must do, as tests. Derive from it in a test project of xunit.v3 and
/// give it the stores.
/// </summary>
public abstract class UserStoreSpecification : ServiceSpecification<UserServices>
{
    private static readonly DateTimeOffset Noon = new(2024, 2, 29, 12, 0, 0, TimeSpan.Zero);

    /// <summary>All that is given comes back, also after a restart.</summary>
    [Fact]
    public async Task A_user_is_kept_as_it_was_given()
    {
        var user = NewUser("Änne O'Neil_%\\") with
        {
            DisplayName = "Änne \"山\"",
            PasswordHash = "$argon2id$v=19$m=65536,t=3,p=4$abc/+=$def",
            PreviousPasswordHashes = ["one", "two"],
            PasswordChangedAt = Noon.AddMilliseconds(1),
            MustChangePassword = true,
            Roles = ["Radiologist", "Ärzte"],
            IsDisabled = true,
            FailedLogins = 3,
            LockedUntil = Noon.AddMinutes(5),
            LastLoginAt = Noon.AddMilliseconds(2),
        };
        Assert.True(await Service.Users.AddAsync(user, Cancellation));
        Assert.True(await Service.Users.AddAsync(NewUser("b"), Cancellation));
        await RestartServiceAsync();
        AssertSame(user, (await Service.Users.GetAsync(user.Name, Cancellation))?.Value);
        AssertSame(NewUser("b"), (await Service.Users.GetAsync("B", Cancellation))?.Value);
        Assert.Null(await Service.Users.GetAsync("Änne O'Neil_%", Cancellation));
    }

    /// <summary>Letter case tells nobody apart; accents do.</summary>
    [Fact]
    public async Task Names_are_compared_without_letter_case()
    {
        Assert.True(await Service.Users.AddAsync(NewUser("anna"), Cancellation));
        Assert.False(await Service.Users.AddAsync(NewUser("ANNA") with { DisplayName = "other" }, Cancellation));
        Assert.True(await Service.Users.AddAsync(NewUser("änna"), Cancellation));
        Assert.Equal(("anna", ""), ((await Service.Users.GetAsync("Anna", Cancellation))?.Value.Name, (await Service.Users.GetAsync("Anna", Cancellation))?.Value.DisplayName));
        Assert.Equal(["anna", "änna"], (await CollectAsync(Service.Users.ListAsync(Cancellation))).Select(stored => stored.Value.Name));
    }

    /// <summary>Of two who change at once one loses, and knows.</summary>
    [Fact]
    public async Task A_user_that_another_has_changed_is_not_overwritten()
    {
        await Service.Users.AddAsync(NewUser("anna"), Cancellation);
        var read = (await Service.Users.GetAsync("anna", Cancellation))!;
        Assert.True(await Service.Users.UpdateAsync(read, read.Value with { Name = "Anna", FailedLogins = 1, Roles = ["A"] }, Cancellation));
        Assert.False(await Service.Users.UpdateAsync(read, read.Value with { FailedLogins = 9 }, Cancellation));
        var now = (await Service.Users.GetAsync("anna", Cancellation))!;
        Assert.Equal(("Anna", 1), (now.Value.Name, now.Value.FailedLogins));
        Assert.True(now.Version > read.Version);
        await Assert.ThrowsAsync<ArgumentException>(async () => await Service.Users.UpdateAsync(now, now.Value with { Name = "berta" }, Cancellation));
        Assert.True(await Service.Users.RemoveAsync("ANNA", Cancellation));
        Assert.False(await Service.Users.RemoveAsync("anna", Cancellation));
        Assert.False(await Service.Users.UpdateAsync(now, now.Value, Cancellation));
    }

    /// <summary>Failed logins by many at once are all counted, by whoever tries again.</summary>
    [Fact]
    public async Task Changes_by_many_at_once_are_none_lost()
    {
        await Service.Users.AddAsync(NewUser("anna"), Cancellation);
        await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(
            async () =>
            {
                Stored<User> read;
                do
                {
                    read = (await Service.Users.GetAsync("anna", Cancellation))!;
                }
                while (!await Service.Users.UpdateAsync(read, read.Value with { FailedLogins = read.Value.FailedLogins + 1 }, Cancellation));
            },
            Cancellation)));
        Assert.Equal(16, (await Service.Users.GetAsync("anna", Cancellation))?.Value.FailedLogins);
    }

    /// <summary>What a database could not keep is refused by all of them.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("a\nb")]
    [InlineData("a\U0001F600")]
    [InlineData("12345678901234567890123456789012345678901234567890123456789012345")]
    public async Task Names_that_cannot_be_kept_are_refused(string name)
    {
        await Assert.ThrowsAsync<ArgumentException>(async () => await Service.Users.AddAsync(NewUser(name), Cancellation));
        await Assert.ThrowsAsync<ArgumentException>(async () => await Service.Roles.AddAsync(new Role { Name = name }, Cancellation));
        await Assert.ThrowsAsync<ArgumentException>(async () => await Service.Users.AddAsync(NewUser("x") with { Roles = [name] }, Cancellation));
    }

    /// <summary>Roles, with as many rights as there may be.</summary>
    [Fact]
    public async Task Roles_are_kept_changed_and_removed()
    {
        ImmutableArray<string> rights = [.. Enumerable.Range(0, 256).Select(i => $"right-{i}")];
        Assert.True(await Service.Roles.AddAsync(new Role { Name = "Reader", Description = "reads", Rights = rights }, Cancellation));
        Assert.False(await Service.Roles.AddAsync(new Role { Name = "READER" }, Cancellation));
        Assert.True(await Service.Roles.AddAsync(new Role { Name = "Admin" }, Cancellation));
        await RestartServiceAsync();
        var roles = await CollectAsync(Service.Roles.ListAsync(Cancellation));
        Assert.Equal(["Admin", "Reader"], roles.Select(stored => stored.Value.Name));
        Assert.Equal(rights, roles[1].Value.Rights);
        Assert.True(await Service.Roles.UpdateAsync(roles[0], roles[0].Value with { Rights = ["all"] }, Cancellation));
        Assert.False(await Service.Roles.UpdateAsync(roles[0], roles[0].Value with { Rights = [] }, Cancellation));
        Assert.Equal(["all"], (await CollectAsync(Service.Roles.ListAsync(Cancellation)))[0].Value.Rights);
        Assert.True(await Service.Roles.RemoveAsync("reader", Cancellation));
        Assert.False(await Service.Roles.RemoveAsync("reader", Cancellation));
    }

    /// <summary>Tokens are found by their hash alone, and go when they expire or are revoked.</summary>
    [Fact]
    public async Task Tokens_are_found_used_and_removed()
    {
        await Service.Users.AddAsync(NewUser("anna"), Cancellation);
        var session = NewToken("aa", "ANNA");
        var program = NewToken("AA", "anna") with { Kind = AccessTokenKind.Program, CreatedAt = Noon.AddSeconds(-1), Description = "import", ExpiresAt = Noon.AddYears(1) };
        Assert.True(await Service.Tokens.AddAsync(session, Cancellation));
        Assert.True(await Service.Tokens.AddAsync(program, Cancellation));
        Assert.False(await Service.Tokens.AddAsync(program with { Description = "other" }, Cancellation));
        Assert.False(await Service.Tokens.AddAsync(NewToken("cc", "nobody"), Cancellation));
        await RestartServiceAsync();
        Assert.Equal(session with { User = "anna" }, await Service.Tokens.GetAsync("aa", Cancellation));
        Assert.Null(await Service.Tokens.GetAsync("a%", Cancellation));
        Assert.Equal(["AA", "aa"], (await CollectAsync(Service.Tokens.ListAsync("Anna", Cancellation))).Select(token => token.Hash));
        Assert.True(await Service.Tokens.TouchAsync("aa", Noon.AddMinutes(1), Noon.AddMinutes(31), Cancellation));
        Assert.False(await Service.Tokens.TouchAsync("cc", Noon, Noon, Cancellation));
        var touched = await Service.Tokens.GetAsync("aa", Cancellation);
        Assert.Equal((Noon.AddMinutes(1), Noon.AddMinutes(31)), (touched?.LastUsedAt, touched?.ExpiresAt));
        Assert.Equal(0, await Service.Tokens.RemoveExpiredAsync(Noon.AddMinutes(31).AddMilliseconds(-1), Cancellation));
        Assert.Equal(1, await Service.Tokens.RemoveExpiredAsync(Noon.AddMinutes(31), Cancellation));
        Assert.True(await Service.Tokens.RemoveAsync("AA", Cancellation));
        Assert.False(await Service.Tokens.RemoveAsync("AA", Cancellation));
    }

    /// <summary>Who is gone cannot come in by a token.</summary>
    [Fact]
    public async Task A_users_tokens_go_with_the_user()
    {
        await Service.Users.AddAsync(NewUser("anna"), Cancellation);
        await Service.Users.AddAsync(NewUser("berta"), Cancellation);
        await Service.Tokens.AddAsync(NewToken("aa", "anna"), Cancellation);
        await Service.Tokens.AddAsync(NewToken("bb", "berta"), Cancellation);
        Assert.True(await Service.Users.RemoveAsync("Anna", Cancellation));
        Assert.Null(await Service.Tokens.GetAsync("aa", Cancellation));
        Assert.NotNull(await Service.Tokens.GetAsync("bb", Cancellation));
        await Service.Users.AddAsync(NewUser("anna"), Cancellation);
        Assert.Empty(await CollectAsync(Service.Tokens.ListAsync("anna", Cancellation)));
    }

    private static User NewUser(string name) => new() { Name = name, CreatedAt = Noon };

    private static AccessToken NewToken(string hash, string user) => new() { Hash = hash, User = user, Kind = AccessTokenKind.Session, CreatedAt = Noon, ExpiresAt = Noon.AddMinutes(30) };

    private static void AssertSame(User expected, User? actual)
    {
        Assert.NotNull(actual);
        Assert.Equal(expected.PreviousPasswordHashes, actual.PreviousPasswordHashes);
        Assert.Equal(expected.Roles, actual.Roles);
        Assert.Equal(expected with { PreviousPasswordHashes = actual.PreviousPasswordHashes, Roles = actual.Roles }, actual);
    }
}
