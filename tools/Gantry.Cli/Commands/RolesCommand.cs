using System.CommandLine;
using Gantry.Cli.Administration;
using Gantry.Cli.Output;

namespace Gantry.Cli.Commands;

/// <summary><c>gantry roles [set|remove]</c>: which rights go together.</summary>
internal static class RolesCommand
{
    public static Command Make(ServerOptions server, CommandContext context)
    {
        var command = new Command("roles", "Lists and changes the roles, which are rights that go together.") { MakeSet(server, context), MakeRemove(server, context) };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = server.Connect(parsed);
            return await ListAsync(parsed, client, server, context, cancellationToken).ConfigureAwait(false);
        });
        return command;
    }

    private static Argument<string> NameArgument() => new("NAME") { Description = "The role's name." };

    private static Command MakeSet(ServerOptions server, CommandContext context)
    {
        var name = NameArgument();
        var rights = new Option<string[]>("--right") { Description = "All rights that the role is to have; again for more.", HelpName = "RIGHT" };
        var description = new Option<string?>("--description") { Description = "What the role is for.", HelpName = "TEXT" };
        var command = new Command("set", "Adds a role, or changes one.") { name, rights, description };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = server.Connect(parsed);
            var change = new RoleChange(parsed.GetValue(description), parsed.GetResult(rights) is null ? null : parsed.GetValue(rights));
            await client.SetRoleAsync(parsed.GetRequiredValue(name), change, cancellationToken).ConfigureAwait(false);
            return await ListAsync(parsed, client, server, context, cancellationToken).ConfigureAwait(false);
        });
        return command;
    }

    private static Command MakeRemove(ServerOptions server, CommandContext context)
    {
        var name = NameArgument();
        var command = new Command("remove", "Removes a role; users who have it lose its rights.") { name };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = server.Connect(parsed);
            await client.RemoveRoleAsync(parsed.GetRequiredValue(name), cancellationToken).ConfigureAwait(false);
            return await ListAsync(parsed, client, server, context, cancellationToken).ConfigureAwait(false);
        });
        return command;
    }

    private static async Task<int> ListAsync(ParseResult parsed, AdminClient client, ServerOptions server, CommandContext context, CancellationToken cancellationToken)
    {
        var list = await client.RolesAsync(cancellationToken).ConfigureAwait(false);
        if (!server.TryWriteJson(parsed, list, UserJson.Default.RoleList))
        {
            var table = new TextTable("Name", "Rights", "Description");
            foreach (var role in list.Roles)
            {
                table.Add(role.Name, string.Join(' ', role.Rights), role.Description);
            }

            table.Write(context);
            context.Output.WriteLine($"Rights: {string.Join(' ', list.Rights)}");
        }

        return 0;
    }
}
