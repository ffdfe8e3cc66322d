using System.CommandLine;
using Gantry.Cli.Administration;
using Gantry.Cli.Output;

namespace Gantry.Cli.Commands;

/// <summary><c>gantry users tokens NAME</c>: the sessions of a user, and tokens for programs.</summary>
internal static class TokensCommand
{
    public static Command Make(ServerOptions server, CommandContext context)
    {
        var name = UsersCommand.NameArgument();
        var add = new Option<string?>("--add") { Description = "Make a token for a program, with this description. The token is shown once.", HelpName = "TEXT" };
        var days = new Option<int>("--days") { Description = "For how many days it is good; 365 unless given.", DefaultValueFactory = _ => 365 };
        var remove = new Option<string?>("--remove") { Description = "Remove the session or token with this ID.", HelpName = "ID" };
        var command = new Command("tokens", "Lists the sessions of a user and tokens for programs, makes a token or removes one.") { name, add, days, remove };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = server.Connect(parsed);
            var user = parsed.GetRequiredValue(name);
            if (parsed.GetValue(remove) is { } id)
            {
                await client.RemoveTokenAsync(user, id, cancellationToken).ConfigureAwait(false);
            }

            if (parsed.GetValue(add) is { } description)
            {
                var token = await client.AddTokenAsync(user, new TokenRequest(description, parsed.GetValue(days)), cancellationToken).ConfigureAwait(false);
                if (!server.TryWriteJson(parsed, token, UserJson.Default.UserToken))
                {
                    context.Output.WriteLine(token.Secret);
                }

                return 0;
            }

            var list = await client.TokensAsync(user, cancellationToken).ConfigureAwait(false);
            if (!server.TryWriteJson(parsed, list, UserJson.Default.TokenList))
            {
                var table = new TextTable("ID", "Kind", "Made", "Last used", "Good until", "For");
                foreach (var token in list.Tokens)
                {
                    table.Add(token.Id, token.Kind, UsersCommand.TimeText(token.CreatedAt), UsersCommand.TimeText(token.LastUsedAt), UsersCommand.TimeText(token.ExpiresAt), token.Description);
                }

                table.Write(context);
            }

            return 0;
        });
        return command;
    }

}
