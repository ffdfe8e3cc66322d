using Gantry.Contracts;
using Gantry.Host.Plugins.Composition;
using Gantry.Host.Plugins.Registry;
using Gantry.Host.Settings;

namespace Gantry.Host.Users;

/// <summary>
/// Gives a server that has no users its first: <c>admin</c>, with a random password that has to be changed at the first login. The password is in <c>first-login.txt</c> of
/// the data folder, readable by its owner alone.
/// </summary>
internal sealed class FirstAdministrator(PluginRegistry registry, GantrySettings settings, TimeProvider time, ILogger<FirstAdministrator> logger)
{
    /// <summary>The user's name.</summary>
    public const string Name = "admin";

    /// <summary>Where the password is, as long as it has not been changed.</summary>
    public string FilePath => Path.Combine(settings.DataFolder, "first-login.txt");

    /// <summary>Sees to it that there is somebody who can log in, where users are kept.</summary>
    /// <returns>True where there is; false where no plugin keeps users, or nobody of them can log in.</returns>
    /// <exception cref="CatalogException">The database cannot be read, or cannot take it.</exception>
    /// <exception cref="IOException">The file cannot be written; no user was made.</exception>
    public async Task<bool> EnsureAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var leases = new OperationLeases(registry);
            return await EnsureAsync(UserStores.Of(leases), cancellationToken).ConfigureAwait(false);
        }
        catch (ServiceUnavailableException)
        {
            return false;
        }
    }

    /// <inheritdoc cref="EnsureAsync(CancellationToken)"/>
    internal async Task<bool> EnsureAsync(UserStores stores, CancellationToken cancellationToken)
    {
        var (any, canLogIn) = (false, false);
        await foreach (var stored in stores.Users.ListAsync(cancellationToken).ConfigureAwait(false))
        {
            any = true;
            canLogIn |= stored.Value is { IsDisabled: false, PasswordHash.Length: > 0 };
        }

        if (any)
        {
            return canLogIn;
        }

        var password = Secret.Make();
        foreach (var role in DefaultRoles.All)
        {
            await stores.Roles.AddAsync(role, cancellationToken).ConfigureAwait(false); // one that is there stays as it is
        }

        // The file first: a user whose password nobody knows would lock everybody out for good.
        await WriteAsync(password, cancellationToken).ConfigureAwait(false);
        var now = time.GetUtcNow();
        var user = new User { Name = Name, DisplayName = "Administrator", Roles = [DefaultRoles.Administrator], CreatedAt = now };
        if (await stores.Users.AddAsync(user.With(password, now, mustChange: true, settings.Users), cancellationToken).ConfigureAwait(false))
        {
            logger.FirstAdministratorMade(Name, FilePath);
        }
        else
        {
            File.Delete(FilePath); // another host on this database was first
        }

        return true;
    }

    /// <summary>Deletes the file: the password in it is good no more.</summary>
    public void Forget(string user)
    {
        if (string.Equals(user, Name, StringComparison.OrdinalIgnoreCase) && File.Exists(FilePath))
        {
            File.Delete(FilePath);
        }
    }

    private async Task WriteAsync(string password, CancellationToken cancellationToken)
    {
        var stream = PrivateFiles.Open(FilePath, FileMode.Create);
        await using (stream.ConfigureAwait(false))
        {
            var writer = new StreamWriter(stream);
            await using (writer.ConfigureAwait(false))
            {
                await writer.WriteLineAsync($"user      {Name}".AsMemory(), cancellationToken).ConfigureAwait(false);
                await writer.WriteLineAsync($"password  {password}".AsMemory(), cancellationToken).ConfigureAwait(false);
            }
        }
    }
}
