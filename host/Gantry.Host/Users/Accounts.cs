using System.Net;
using Gantry.Contracts;
using Gantry.Host.Settings;

namespace Gantry.Host.Users;

/// <summary>What people do with their own accounts: log in and out, change the password, make tokens for programs.</summary>
/// <remarks>Safe for concurrent use.</remarks>
internal sealed class Accounts(UserSettings settings, TimeProvider time) : IDisposable
{
    /// <summary>The most tokens of a user, sessions included.</summary>
    private const int MostTokens = 100;

    private const string Wrong = "The name or the password is wrong, or there were too many failures: then the same password is good again after a while.";

    // A hash takes 19 MiB and a good part of a processor: logins wait for one another.
    private readonly SemaphoreSlim _hashing = new(Math.Max(1, Environment.ProcessorCount / 2));
    private readonly LoginThrottle _throttle = new(time);
    private int _waiting;

    /// <summary>Begins a session.</summary>
    /// <param name="stores">The stores.</param>
    /// <param name="login">Who, and the password.</param>
    /// <param name="address">Where the login comes from.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The session's secret, and what was kept of it.</returns>
    /// <exception cref="AccountRefusal">401 for a wrong name or password, one that is locked, and one that may not log in; 403 where a new password is due; 429 for too many failures.</exception>
    /// <exception cref="CatalogException">The database fails.</exception>
    public async Task<(string Secret, AccessToken Token, User User)> LogInAsync(UserStores stores, LoginRequest login, IPAddress address, CancellationToken cancellationToken)
    {
        if (_throttle.WaitOf(address) is { } wait)
        {
            throw new AccountRefusal(429, "Too many failures", "Too many logins have failed from this address.") { RetryAfter = wait };
        }

        var now = time.GetUtcNow();
        var user = await CheckAsync(stores, login.Name, login.Password, address, now, cancellationToken).ConfigureAwait(false);
        if (login.NewPassword is { } password)
        {
            user = await ReplaceAsync(stores, user, password, now, cancellationToken).ConfigureAwait(false);
        }
        else if (user.MustChangePassword)
        {
            throw new AccountRefusal(403, "New password needed", "The password is right, and has to be changed: log in with newPassword, too.");
        }

        var weak = PasswordHash.IsWeak(user.PasswordHash) ? await HashedAsync(() => PasswordHash.Make(login.Password), cancellationToken).ConfigureAwait(false) : null;
        await stores.ChangeAsync(
            user.Name,
            known => known with { FailedLogins = 0, LockedUntil = null, LastLoginAt = now, PasswordHash = login.NewPassword is null && weak is not null ? weak : known.PasswordHash },
            cancellationToken).ConfigureAwait(false);
        var (secret, token) = await AddTokenAsync(
            stores, user.Name, AccessTokenKind.Session, $"from {address}", now + Least(settings.SessionIdle, settings.SessionLifetime), now, cancellationToken).ConfigureAwait(false);
        return (secret, token, user);
    }

    /// <summary>Gives a user another password of the user's own choice, and ends all other sessions.</summary>
    /// <exception cref="AccountRefusal">401 where the present one is wrong, 400 where the new one breaks the rules.</exception>
    /// <exception cref="CatalogException">The database fails.</exception>
    public async Task ChangePasswordAsync(UserStores stores, string name, PasswordChange change, string session, IPAddress address, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var user = await CheckAsync(stores, name, change.Password, address, now, cancellationToken).ConfigureAwait(false);
        await ReplaceAsync(stores, user, change.NewPassword, now, cancellationToken).ConfigureAwait(false);
        await EndSessionsAsync(stores, name, session, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Ends the sessions of a user, all but one.</summary>
    /// <exception cref="CatalogException">The database fails.</exception>
    public static async Task EndSessionsAsync(UserStores stores, string name, string? butFor, CancellationToken cancellationToken)
    {
        var sessions = new List<string>();
        await foreach (var token in stores.Tokens.ListAsync(name, cancellationToken).ConfigureAwait(false))
        {
            if (token.Kind == AccessTokenKind.Session && token.Hash != butFor)
            {
                sessions.Add(token.Hash);
            }
        }

        foreach (var session in sessions)
        {
            await stores.Tokens.RemoveAsync(session, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The user with a new password that an administrator has chosen.</summary>
    /// <exception cref="AccountRefusal">400 where it breaks the rules.</exception>
    public Task<User> WithPasswordAsync(User user, string password, bool mustChange, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return HashedAsync(
            () => PasswordRules.FaultOf(password, user, settings) is { } fault ? throw new AccountRefusal(400, "Bad password", fault) : user.With(password, now, mustChange, settings),
            cancellationToken);
    }

    /// <summary>Makes a token for a program.</summary>
    /// <returns>Its secret, which is not kept, and what is.</returns>
    /// <exception cref="AccountRefusal">409 where the user has as many as there may be; 404 where there is no such user.</exception>
    /// <exception cref="CatalogException">The database fails.</exception>
    public Task<(string Secret, AccessToken Token)> AddTokenAsync(UserStores stores, string name, string description, TimeSpan lifetime, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return AddTokenAsync(stores, name, AccessTokenKind.Program, description, now + lifetime, now, cancellationToken);
    }

    public void Dispose() => _hashing.Dispose();

    private static TimeSpan Least(TimeSpan a, TimeSpan b) => a < b ? a : b;

    private static async Task<(string Secret, AccessToken Token)> AddTokenAsync(
        UserStores stores, string name, AccessTokenKind kind, string description, DateTimeOffset until, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var count = 0;
        AccessToken? oldest = null;
        await foreach (var known in stores.Tokens.ListAsync(name, cancellationToken).ConfigureAwait(false))
        {
            count++;
            oldest ??= known.Kind == AccessTokenKind.Session ? known : null;
        }

        if (count >= MostTokens)
        {
            // A session more is always possible: the oldest has to go. A program's token goes only when somebody says so.
            if (kind == AccessTokenKind.Program || oldest is null)
            {
                throw new AccountRefusal(409, "Too many tokens", "The user has as many tokens as there may be: remove some.");
            }

            await stores.Tokens.RemoveAsync(oldest.Hash, cancellationToken).ConfigureAwait(false);
        }

        var secret = Secret.Make();
        var token = new AccessToken
        {
            Hash = Secret.HashOf(secret),
            User = name,
            Kind = kind,
            Description = description,
            CreatedAt = now,
            ExpiresAt = until,
        };
        return await stores.Tokens.AddAsync(token, cancellationToken).ConfigureAwait(false)
            ? (secret, token)
            : throw new AccountRefusal(404, "No such user", "There is no such user any more.");
    }

    // Whatever is wrong, it takes a hash's time and is answered alike: nobody learns by it which users there are.
    private async Task<User> CheckAsync(UserStores stores, string name, string password, IPAddress address, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var stored = name.Length is > 0 and <= User.MaximumNameLength && password.Length <= PasswordRules.Longest
            ? await stores.Users.GetAsync(name, cancellationToken).ConfigureAwait(false)
            : null;
        var user = stored?.Value is { PasswordHash.Length: > 0 } known ? known : null;
        var isRight = await HashedAsync(() => PasswordHash.IsOf(user?.PasswordHash ?? PasswordHash.OfNobody, password), cancellationToken).ConfigureAwait(false);
        if (user is not null && isRight && !user.IsDisabled && !(user.LockedUntil > now))
        {
            return user;
        }

        _throttle.Failed(address);
        if (user is not null && !isRight)
        {
            await stores.ChangeAsync(user.Name, failed => Failed(failed, now), cancellationToken).ConfigureAwait(false);
        }

        throw new AccountRefusal(401, "Not logged in", Wrong);
    }

    private User Failed(User user, DateTimeOffset now)
    {
        var failures = Math.Min(user.FailedLogins + 1, 1_000_000);
        var over = failures - settings.LockAfter;
        return user with { FailedLogins = failures, LockedUntil = over < 0 ? user.LockedUntil : now + (settings.LockTime * Math.Pow(2, Math.Min(over, 6))) };
    }

    private async Task<User> ReplaceAsync(UserStores stores, User user, string password, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var changed = await WithPasswordAsync(user, password, mustChange: false, cancellationToken).ConfigureAwait(false);
        return await stores.ChangeAsync(
            user.Name,
            known => known.PasswordHash == user.PasswordHash
                ? known with
                {
                    PasswordHash = changed.PasswordHash,
                    PreviousPasswordHashes = changed.PreviousPasswordHashes,
                    PasswordChangedAt = now,
                    MustChangePassword = false,
                }
                : throw new AccountRefusal(409, "Not changed", "Somebody else has changed the password just now."),
            cancellationToken).ConfigureAwait(false) ?? throw new AccountRefusal(401, "Not logged in", Wrong);
    }

    private async Task<T> HashedAsync<T>(Func<T> make, CancellationToken cancellationToken)
    {
        const int mostWaiting = 32;
        if (Interlocked.Increment(ref _waiting) > mostWaiting)
        {
            Interlocked.Decrement(ref _waiting);
            throw new AccountRefusal(503, "Busy", "Many log in at the moment: try again.") { RetryAfter = TimeSpan.FromSeconds(5) };
        }

        try
        {
            await _hashing.WaitAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                return await Task.Run(make, cancellationToken).ConfigureAwait(false);
            }
            finally
            {
                _hashing.Release();
            }
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }
}
