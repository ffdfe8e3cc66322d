using System.Composition;
using Gantry.Contracts;

namespace Gantry.Plugins.Workstation;

/// <summary>Gives the page of the workstation to whoever asks: it has nothing of anybody, and what it shows it asks for in the name of whoever has signed in.</summary>
[ExportWebHandler("workstation", "GET", Rights.Anyone, "", "{*path}")]
[method: ImportingConstructor]
public sealed class PageHandler(PageFiles files) : IWebHandler
{
    /// <inheritdoc/>
    public ValueTask<WebResponse> HandleAsync(WebRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return ValueTask.FromResult(files.Find(request.Path) is { } file ? PageAnswer.Of(request, file)
            : request.Path.Length == 0 ? WebResponse.Failed(404, "No page", "This server was built without the pages of the workstation: that takes Node.")
            : WebResponse.Failed(404, "Not found", "The page has no such file."));
    }
}
