using Gantry.Cli.Commands;
using Gantry.Cli.Output;

namespace Gantry.Cli.Tests;

/// <summary>A command is found by the name that it has itself: only the one that is named is made.</summary>
public class CommandNamesTests
{
    [Fact]
    public void Each_command_has_the_name_it_is_found_by()
    {
        var context = CommandContext.OfThisProcess();
        Assert.All(GantryCommandLine.Commands, command => Assert.Equal(command.Name, command.Make(new ServerOptions(context), context).Name));
        Assert.Equal(GantryCommandLine.Commands.Count, GantryCommandLine.Commands.Select(command => command.Name).Distinct().Count());
    }
}
