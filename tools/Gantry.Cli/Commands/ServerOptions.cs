using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Gantry.Cli.Administration;
using Gantry.Cli.Output;

namespace Gantry.Cli.Commands;

/// <summary>The options that every command takes: which server, and how to answer.</summary>
internal sealed class ServerOptions(CommandContext context)
{
    private readonly Option<string> _data = new("--data")
    {
        Description = "The data folder of the server; GANTRY_DATA, or else 'data', unless given.",
        HelpName = "FOLDER",
        Recursive = true,
    };

    private readonly Option<string> _url = new("--url") { Description = "The server's HTTP address, in place of --data.", HelpName = "URL", Recursive = true };
    private readonly Option<string> _token = new("--token") { Description = "The token that goes with --url.", HelpName = "TOKEN", Recursive = true };
    private readonly Option<bool> _json = new("--json") { Description = "Answer in JSON.", Recursive = true };

    public void AddTo(RootCommand root)
    {
        root.Options.Add(_data);
        root.Options.Add(_url);
        root.Options.Add(_token);
        root.Options.Add(_json);
    }

    /// <exception cref="CliException">No server is to be found.</exception>
    public AdminClient Connect(ParseResult parsed, TimeSpan? timeout = null)
    {
        var data = parsed.GetValue(_data) ?? context.Environment("GANTRY_DATA");
        return new AdminClient(AdminEndpoint.Find(string.IsNullOrEmpty(data) ? "data" : data, parsed.GetValue(_url), parsed.GetValue(_token)), timeout);
    }

    public bool IsJson(ParseResult parsed) => parsed.GetValue(_json);

    /// <summary>Writes the value as JSON where that is asked for; false where it is not.</summary>
    public bool TryWriteJson<T>(ParseResult parsed, T value, JsonTypeInfo<T> type)
    {
        if (!IsJson(parsed))
        {
            return false;
        }

        context.Output.WriteLine(JsonSerializer.Serialize(value, type));
        return true;
    }
}
