using System.Runtime.CompilerServices;
using Gantry.Contracts;
using Gantry.Dal.Relational.Attributes;
using Microsoft.EntityFrameworkCore;

namespace Gantry.Dal.Relational.Users;

/// <summary>The tokens in the catalog's database.</summary>
/// <remarks>Safe for concurrent use, and between hosts.</remarks>
public abstract class RelationalTokenStore(RelationalCatalog catalog) : ITokenStore
{
    public virtual ValueTask<bool> AddAsync(AccessToken token, CancellationToken cancellationToken)
    {
        NameRules.Check(token);
        var key = UserRows.Key(token.User);
        return catalog.WriteAsync(
            session =>
            {
                var user = session.Context.Users.Where(x => x.Key == key).Select(x => x.Id).SingleOrDefault();
                return user != 0 && !session.Context.Tokens.Any(x => x.Hash == token.Hash) && session.Add(UserRows.New(token, user)) > 0;
            },
            cancellationToken);
    }

    public virtual async ValueTask<AccessToken?> GetAsync(string hash, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(hash);
        var row = await catalog.ReadAsync(
            (context, token) => context.Tokens.Include(x => x.User).SingleOrDefaultAsync(x => x.Hash == hash, token), cancellationToken).ConfigureAwait(false);
        return row is null ? null : UserRows.Read(row);
    }

    public virtual async IAsyncEnumerable<AccessToken> ListAsync(string user, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(user);
        var key = UserRows.Key(user);
        var rows = await catalog.ReadAsync(
            (context, token) => context.Tokens.Include(x => x.User).Where(x => x.User.Key == key).OrderBy(x => x.CreatedAt).ThenBy(x => x.Id).ToListAsync(token),
            cancellationToken).ConfigureAwait(false);
        foreach (var row in rows)
        {
            yield return UserRows.Read(row);
        }
    }

    public virtual ValueTask<bool> TouchAsync(string hash, DateTimeOffset usedAt, DateTimeOffset expiresAt, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(hash);
        var (used, expires) = (StoredText.Milliseconds(usedAt), StoredText.Milliseconds(expiresAt));
        return catalog.WriteAsync(
            session => session.Context.Tokens.Where(x => x.Hash == hash).ExecuteUpdate(token => token
                .SetProperty(x => x.LastUsedAt, used)
                .SetProperty(x => x.ExpiresAt, expires)) == 1,
            cancellationToken);
    }

    public virtual ValueTask<bool> RemoveAsync(string hash, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(hash);
        return catalog.WriteAsync(session => session.Context.Tokens.Where(x => x.Hash == hash).ExecuteDelete() == 1, cancellationToken);
    }

    public virtual ValueTask<int> RemoveExpiredAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var time = StoredText.Milliseconds(now);
        return catalog.WriteAsync(session => session.Context.Tokens.Where(x => x.ExpiresAt <= time).ExecuteDelete(), cancellationToken);
    }
}
