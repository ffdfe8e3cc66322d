using System.CommandLine;
using System.Globalization;
using System.Security.Cryptography;
using Gantry.Cli.Administration;
using Gantry.Cli.Output;

namespace Gantry.Cli.Commands;

/// <summary><c>gantry users [add|change|password|remove]</c>: who may log in, and as what.</summary>
internal static class UsersCommand
{
    // No letters that are taken for others.
    private const string PasswordCharacters = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    private const int PasswordLength = 20;

    public static Command Make(ServerOptions server, CommandContext context)
    {
        var command = new Command("users", "Lists and changes who may log in, and as what.")
        {
            MakeAdd(server, context), MakeChange(server, context), MakePassword(server, context), MakeRemove(server, context), TokensCommand.Make(server, context),
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = server.Connect(parsed);
            return await ListAsync(parsed, client, server, context, cancellationToken).ConfigureAwait(false);
        });
        return command;
    }

    public static Argument<string> NameArgument() => new("NAME") { Description = "The user's name." };

    private static Option<string?> DisplayOption() => new("--display") { Description = "What people call the user.", HelpName = "TEXT" };

    private static Option<string[]> RolesOption(string description) => new("--role") { Description = description, HelpName = "ROLE" };

    private static Option<bool> StandardInputOption() => new("--password-stdin") { Description = "Read the password from the first line of the standard input; a random one is made and shown unless given." };

    private static Command MakeAdd(ServerOptions server, CommandContext context)
    {
        var (name, display, roles, input) = (NameArgument(), DisplayOption(), RolesOption("A role of the user, as gantry roles lists them; again for more."), StandardInputOption());
        var command = new Command("add", "Adds a user, whose password has to be changed at the first login.") { name, display, roles, input };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = server.Connect(parsed);
            var user = parsed.GetRequiredValue(name);
            if ((await client.UsersAsync(cancellationToken).ConfigureAwait(false)).Users.Any(known => string.Equals(known.Name, user, StringComparison.OrdinalIgnoreCase)))
            {
                throw new CliException($"There is a user {user} already.");
            }

            var change = new UserChange(DisplayName: parsed.GetValue(display) ?? "", Roles: parsed.GetValue(roles) ?? []);
            return await SetPasswordAsync(client, user, change, parsed.GetValue(input), context, cancellationToken).ConfigureAwait(false);
        });
        return command;
    }

    private static Command MakePassword(ServerOptions server, CommandContext context)
    {
        var (name, input) = (NameArgument(), StandardInputOption());
        var command = new Command("password", "Gives a user another password, which has to be changed at the next login, and ends the user's sessions.") { name, input };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = server.Connect(parsed);
            var user = await FindAsync(client, parsed.GetRequiredValue(name), cancellationToken).ConfigureAwait(false);
            return await SetPasswordAsync(client, user.Name, new UserChange(), parsed.GetValue(input), context, cancellationToken).ConfigureAwait(false);
        });
        return command;
    }

    private static Command MakeChange(ServerOptions server, CommandContext context)
    {
        var (name, display, roles) = (NameArgument(), DisplayOption(), RolesOption("All roles that the user is to have; again for more, \"\" for none."));
        var disable = new Option<bool>("--disable") { Description = "The user may not log in, and all sessions end." };
        var enable = new Option<bool>("--enable") { Description = "The user may log in again." };
        var unlock = new Option<bool>("--unlock") { Description = "Forget failed logins." };
        var command = new Command("change", "Changes a user.") { name, display, roles, disable, enable, unlock };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            if (parsed.GetValue(disable) && parsed.GetValue(enable))
            {
                throw new CliException("--disable and --enable contradict each other.");
            }

            using var client = server.Connect(parsed);
            var user = await FindAsync(client, parsed.GetRequiredValue(name), cancellationToken).ConfigureAwait(false);
            var change = new UserChange(
                parsed.GetValue(display),
                parsed.GetResult(roles) is null ? null : [.. parsed.GetValue(roles)!.Where(role => role.Length > 0)],
                parsed.GetValue(disable) ? true : parsed.GetValue(enable) ? false : null,
                Unlock: parsed.GetValue(unlock) ? true : null);
            await client.SetUserAsync(user.Name, change, cancellationToken).ConfigureAwait(false);
            return await ListAsync(parsed, client, server, context, cancellationToken).ConfigureAwait(false);
        });
        return command;
    }

    private static Command MakeRemove(ServerOptions server, CommandContext context)
    {
        var name = NameArgument();
        var command = new Command("remove", "Removes a user, with all sessions and tokens.") { name };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = server.Connect(parsed);
            await client.RemoveUserAsync(parsed.GetRequiredValue(name), cancellationToken).ConfigureAwait(false);
            return await ListAsync(parsed, client, server, context, cancellationToken).ConfigureAwait(false);
        });
        return command;
    }

    private static async Task<UserAccount> FindAsync(AdminClient client, string name, CancellationToken cancellationToken) =>
        (await client.UsersAsync(cancellationToken).ConfigureAwait(false)).Users.FirstOrDefault(user => string.Equals(user.Name, name, StringComparison.OrdinalIgnoreCase))
        ?? throw new CliException($"There is no user {name}.");

    private static async Task<int> SetPasswordAsync(
        AdminClient client, string name, UserChange change, bool isRead, CommandContext context, CancellationToken cancellationToken)
    {
        var password = isRead
            ? await Console.In.ReadLineAsync(cancellationToken).ConfigureAwait(false) ?? throw new CliException("The standard input has no password.")
            : RandomNumberGenerator.GetString(PasswordCharacters, PasswordLength);
        await client.SetUserAsync(name, change with { Password = password }, cancellationToken).ConfigureAwait(false);
        if (!isRead)
        {
            context.Output.WriteLine($"The password of {name}, shown this once: {password}");
        }

        return 0;
    }

    private static async Task<int> ListAsync(ParseResult parsed, AdminClient client, ServerOptions server, CommandContext context, CancellationToken cancellationToken)
    {
        var list = await client.UsersAsync(cancellationToken).ConfigureAwait(false);
        if (!server.TryWriteJson(parsed, list, UserJson.Default.UserList))
        {
            var table = new TextTable("Name", "Called", "Roles", "State", "Last login");
            foreach (var user in list.Users)
            {
                table.Add(user.Name, user.DisplayName, string.Join(", ", user.Roles), StateOf(user, context.Time.GetUtcNow()), TimeText(user.LastLoginAt));
            }

            table.Write(context);
        }

        return 0;
    }

    public static string TimeText(DateTimeOffset? time) => time?.ToLocalTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) ?? "never";

    private static string StateOf(UserAccount user, DateTimeOffset now) =>
        user.IsDisabled ? "disabled"
        : !user.HasPassword ? "no password"
        : user.LockedUntil > now ? $"locked until {TimeText(user.LockedUntil)}"
        : user.MustChangePassword ? "must change the password"
        : "good";
}
