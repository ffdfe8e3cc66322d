using System.CommandLine;
using Gantry.Cli.Output;

namespace Gantry.Cli.Commands;

/// <summary><c>--watch</c>: what a command shows is shown anew every second, until it is interrupted.</summary>
internal sealed class WatchOption() : Option<bool>("--watch", "-w")
{
    // Back to the top left corner, and everything from there on erased.
    private const string Clear = "\u001b[H\u001b[J";

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>The option of a command.</summary>
    public static WatchOption Make() => new() { Description = "Show them anew every second, until interrupted." };

    /// <summary>Asks and shows, once or again and again.</summary>
    public async Task<int> RunAsync<T>(
        ParseResult parsed, ServerOptions server, CommandContext context, Func<CancellationToken, Task<T>> ask, Action<T> show, CancellationToken cancellationToken)
    {
        while (true)
        {
            var answer = await ask(cancellationToken).ConfigureAwait(false);
            if (parsed.GetValue(this) && context.IsTerminal && !server.IsJson(parsed))
            {
                await context.Output.WriteAsync(Clear).ConfigureAwait(false);
            }

            show(answer);
            if (!parsed.GetValue(this))
            {
                return 0;
            }

            await Task.Delay(Interval, context.Time, cancellationToken).ConfigureAwait(false);
        }
    }
}
