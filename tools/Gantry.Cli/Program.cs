using Gantry.Cli.Commands;
using Gantry.Cli.Output;

return await GantryCommandLine.RunAsync(args, CommandContext.OfThisProcess()).ConfigureAwait(false);
