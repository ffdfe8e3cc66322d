using System.Collections.Immutable;
using System.Composition;
using System.Text;
using Gantry.Contracts;

namespace Gantry.Fixtures.Decorator;

/// <summary>Adds one of each kind to the workstation, and one for users with a right of its own.</summary>
[Export(typeof(IWebModule)), Shared]
[method: ImportingConstructor]
public sealed class Decorations(IPluginContext plugin) : IWebModule
{
    public ImmutableArray<WebContribution> Contributions =>
    [
        new WebButton("sticker", $"Sticker {plugin.Version}", Rights.Search, "decorations.js", "fixture-sticker"),
        new WebColumn("length", "Letters", Rights.Search, "decorations.js", "letters"),
        new WebPage("board", $"Board {plugin.Version}", "fixture.decorate", "parts/board.js", "fixture-board"),
    ];
}

/// <summary>What the page of it shows.</summary>
[ExportWebHandler("fixture-decorator", "GET", "fixture.decorate", "greeting")]
[method: ImportingConstructor]
public sealed class Greeting(IPluginContext plugin) : IWebHandler
{
    public ValueTask<WebResponse> HandleAsync(WebRequest request, CancellationToken cancellationToken) =>
        ValueTask.FromResult(WebResponse.Of("text/plain", Encoding.UTF8.GetBytes($"Greetings of {plugin.Version} to {request.Caller.User?.Name}: {request.CallerHas("fixture.other")}")));
}
