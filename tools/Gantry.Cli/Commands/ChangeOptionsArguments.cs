using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Gantry.Cli.Administration;

namespace Gantry.Cli.Commands;

/// <summary>The options of a change: <c>--canary</c>, <c>--ae</c>, <c>--drain</c> and <c>--deadline</c>.</summary>
internal sealed class ChangeOptionsArguments
{
    private readonly Option<int?> _canary = new("--canary")
    {
        Description = "Gives the new version this share of the operations, 1% to 99%, until it is promoted or rolled back.",
        HelpName = "PERCENT",
        CustomParser = ParsePercent,
    };

    private readonly Option<string[]> _callers = new("--ae")
    {
        Description = "Gives the new version the operations of this calling AE alone, until it is promoted or rolled back; may be given several times.",
        HelpName = "AE",
    };

    private readonly Option<string?> _drain = new("--drain")
    {
        Description = "What becomes of the operations that the old version still has at the deadline: cancel or wait.",
        HelpName = "cancel|wait",
    };

    private readonly Option<TimeSpan?> _deadline = new("--deadline")
    {
        Description = "How many seconds the old version's operations may go on undisturbed.",
        HelpName = "SECONDS",
        CustomParser = result => PluginChangeCommand.ParseSeconds(result),
    };

    public ChangeOptionsArguments() => _drain.AcceptOnlyFromAmong("cancel", "wait");

    /// <summary>Adds those that mean something to a change.</summary>
    public void AddTo(Command command, string change)
    {
        if (change is "install" or "load" or "reload")
        {
            command.Add(_canary);
            command.Add(_callers);
            command.Validators.Add(result =>
            {
                if (result.GetResult(_canary) is not null && result.GetResult(_callers) is not null)
                {
                    result.AddError("--canary and --ae exclude each other.");
                }
            });
        }

        if (change != "cancel")
        {
            command.Add(_drain);
            command.Add(_deadline);
        }
    }

    public ChangeOptions Read(ParseResult parsed) => new(
        parsed.GetValue(_canary), parsed.GetValue(_callers), parsed.GetValue(_drain) is { } drain ? drain == "cancel" : null, parsed.GetValue(_deadline));

    private static int? ParsePercent(ArgumentResult result)
    {
        if (int.TryParse(result.Tokens[0].Value.TrimEnd('%'), NumberStyles.None, CultureInfo.InvariantCulture, out var percent) && percent is >= 1 and <= 99)
        {
            return percent;
        }

        result.AddError("--canary takes a share from 1% to 99%.");
        return null;
    }
}
