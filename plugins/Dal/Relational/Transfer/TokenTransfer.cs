using System.Linq.Expressions;
using Gantry.Contracts;
using Gantry.Dal.Relational.Ingest;
using Gantry.Dal.Relational.Model;
using Gantry.Dal.Relational.Users;
using Microsoft.EntityFrameworkCore;

namespace Gantry.Dal.Relational.Transfer;

internal sealed class TokenTransfer : TextTable<TokenRow>
{
    public override Func<WriterSession, IReadOnlyList<string>> Put(IReadOnlyList<TransferRecord> records) => session =>
    {
        RemoveAll(this, session, records);
        var tokens = records.Cast<TokenRecord>().Select(record => record.Token).ToList();
        var users = tokens.Select(token => UserRows.Key(token.User)).Distinct().Chunk(Retrieve.SelectionFilter.MaximumList)
            .SelectMany(keys => session.Context.Users.Where(user => keys.Contains(user.Key)).Select(user => new { user.Key, user.Id })).ToDictionary(user => user.Key, user => user.Id, StringComparer.Ordinal);
        var missing = new List<string>();
        foreach (var token in tokens)
        {
            if (users.TryGetValue(UserRows.Key(token.User), out var user))
            {
                session.Add(UserRows.New(token, user));
            }
            else
            {
                missing.Add(token.Hash);
            }
        }

        return missing;
    };

    public override void Remove(WriterSession session, string[] keys) => session.Context.Tokens.Where(token => keys.Contains(token.Hash)).ExecuteDelete();

    protected override Expression<Func<TokenRow, string>> Column => row => row.Hash;

    protected override IQueryable<TokenRow> Rows(CatalogContext context) => context.Tokens.Include(row => row.User);

    protected override TransferRecord Record(TokenRow row) => new TokenRecord(UserRows.Read(row));
}
