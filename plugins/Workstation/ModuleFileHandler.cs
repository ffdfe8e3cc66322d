using System.Composition;
using Gantry.Contracts;

namespace Gantry.Plugins.Workstation;

/// <summary>
/// Gives the files that plugins have for the page, from <c>wwwroot</c> of their own folders. The tag in the path is of the folder's content: such a file never changes, and one of a
/// version that does not serve any more is not there.
/// </summary>
[ExportWebHandler("workstation", "GET", Rights.Anyone, "modules/{plugin}/{tag}/{*path}")]
[method: ImportingConstructor]
public sealed class ModuleFileHandler(WebModules modules) : IWebHandler
{
    /// <inheritdoc/>
    public ValueTask<WebResponse> HandleAsync(WebRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var (plugin, tag, path) = (request.RouteValues["plugin"], request.RouteValues["tag"], request.RouteValues["path"]);
        return ValueTask.FromResult(modules.All.FirstOrDefault(module => module.Plugin == plugin && module.Tag == tag) is { } found && FileOf(found, path) is { } file
            ? PageAnswer.Of(request, file)
            : WebResponse.Failed(404, "Not found", "No plugin that serves has such a file.").With("Cache-Control", "no-store"));
    }

    private static PageFile? FileOf(LoadedWebModule module, string path)
    {
        if (!WebContribution.IsPath(path) || PageFile.TypeOf(path) is not { } type)
        {
            return null;
        }

        var file = new FileInfo(Path.Combine(module.Folder, WebContribution.Root, path));
        return file.Exists && file.LinkTarget is null ? new PageFile(file.FullName, type, file.Length, Tag: null) : null;
    }
}
