using Gantry.Dal.Relational.Model;
using Microsoft.EntityFrameworkCore;

namespace Gantry.Dal.Relational.Users;

/// <summary>The tables of users, roles and tokens, in the model.</summary>
internal static class UserTables
{
    public const int Name = Contracts.User.MaximumNameLength, DisplayName = 128, PasswordHash = 512, Description = 255, Hash = 128;

    public static void Describe(ModelBuilder model, TextColumn text)
    {
        model.Entity<UserRow>(user =>
        {
            user.ToTable("user_account");
            text(user.Property(x => x.Key), Name);
            text(user.Property(x => x.Name), Name);
            text(user.Property(x => x.DisplayName), DisplayName);
            text(user.Property(x => x.PasswordHash), PasswordHash);
            user.HasIndex(x => x.Key).IsUnique();
            user.HasMany(x => x.Tokens).WithOne(x => x.User).HasForeignKey(x => x.UserFk).OnDelete(DeleteBehavior.Restrict);
        });
        model.Entity<RoleRow>(role =>
        {
            role.ToTable("role");
            text(role.Property(x => x.Key), Name);
            text(role.Property(x => x.Name), Name);
            text(role.Property(x => x.Description), Description);
            role.HasIndex(x => x.Key).IsUnique();
        });
        model.Entity<TokenRow>(token =>
        {
            token.ToTable("access_token");
            text(token.Property(x => x.Hash), Hash);
            text(token.Property(x => x.Description), Description);
            token.HasIndex(x => x.Hash).IsUnique();
            token.HasIndex(x => x.UserFk);
            token.HasIndex(x => x.ExpiresAt);
        });
    }
}
