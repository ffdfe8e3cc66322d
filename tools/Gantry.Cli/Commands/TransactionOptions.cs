using System.CommandLine;

namespace Gantry.Cli.Commands;

/// <summary>The conditions for records of the transaction log: an option for each field. What a value may be the server says.</summary>
internal sealed class TransactionOptions
{
    private readonly List<Option<string?>> _options =
    [
        Make("--ae", "AETITLE", "With this AE title at the other end."),
        Make("--address", "ADDRESS", "With an address at the other end that begins so."),
        Make("--local-ae", "AETITLE", "With this AE title of the server."),
        Make("--local-address", "ADDRESS", "With an address of the server that begins so."),
        Make("--association", "ID", "Of this association, as the list has it."),
        Make("--kind", "KIND", "Server, Association, Operation, Web or Administration."),
        Make("--type", "TYPE", "Debug, Information, Warning, Error or Audit."),
        Make("--direction", "DIRECTION", "Incoming, Outgoing or None: who began it."),
        Make("--command", "COMMAND", "As C-STORE, N-ACTION, A-ASSOCIATE, or 'POST /admin/plugins/find/reload'."),
        Make("--status", "STATUS", "With this status, in hexadecimal as A700."),
        Make("--sop-class", "UID", "Of this SOP class."),
        Make("--sop-instance", "UID", "Of this SOP instance."),
        Make("--study", "UID", "Of this study."),
        Make("--from", "TIME", "At this time or later, as 2026-11-27T12:00."),
        Make("--to", "TIME", "Before this time."),
        Make("--min-seconds", "SECONDS", "That took at least so long."),
        Make("--plugin", "ID", "By this plugin; a version may follow: 'gantry.find 1.2'."),
        Make("--user", "NAME", "By this user."),
        Make("--custom-type", "TYPE", "With more to tell of this type; of what administrators do: Software, Configuration, Network, Security, AuditLogUsed, Refused or Change."),
        Make("--text", "TEXT", "With this text in the description."),
    ];

    public void AddTo(Command command) => _options.ForEach(command.Options.Add);

    /// <summary>The conditions given, by the names of the admin API.</summary>
    public IEnumerable<(string Name, string Value)> Read(ParseResult parsed) => _options
        .Select(option => (Name: option.Name[2..], Value: parsed.GetValue(option)))
        .Where(condition => !string.IsNullOrEmpty(condition.Value))
        .Select(condition => (condition.Name, condition.Value!));

    private static Option<string?> Make(string name, string helpName, string description) => new(name) { HelpName = helpName, Description = description };
}
