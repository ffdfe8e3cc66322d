using Gantry.Cli.Output;
using Spectre.Console;

namespace Gantry.Cli.Clients;

/// <summary>A progress bar, on a terminal alone.</summary>
internal static class ProgressBar
{
    /// <summary>Does the work; it is given what advances the bar, which does nothing where there is none.</summary>
    /// <param name="context">Where.</param>
    /// <param name="isShown">Whether it is wanted.</param>
    /// <param name="title">What is done.</param>
    /// <param name="total">How much there is to do; null for unknown.</param>
    /// <param name="work">The work. The bar is told the done and, where it changes, the total.</param>
    public static async Task<T> RunAsync<T>(CommandContext context, bool isShown, string title, double? total, Func<Action<double, double?>, Task<T>> work)
    {
        if (!context.IsTerminal || !isShown)
        {
            return await work((_, _) => { }).ConfigureAwait(false);
        }

        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(context.Error) });
        return await console.Progress().AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn(), new SpinnerColumn())
            .StartAsync(async progress =>
            {
                var task = progress.AddTask(Markup.Escape(title), autoStart: true, maxValue: total ?? 1);
                task.IsIndeterminate = total is null;
                return await work((done, changed) =>
                {
                    if (changed is { } known)
                    {
                        task.IsIndeterminate = false;
                        task.MaxValue = Math.Max(known, 1);
                    }

                    task.Value = done;
                }).ConfigureAwait(false);
            }).ConfigureAwait(false);
    }
}
