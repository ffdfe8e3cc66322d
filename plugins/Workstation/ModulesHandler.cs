using System.Composition;
using System.Text.Json;
using System.Text.Json.Serialization;
using Gantry.Contracts;

namespace Gantry.Plugins.Workstation;

/// <summary>Tells the page what plugins add to it: what the caller has the right to be shown, of the versions that serve now.</summary>
[ExportWebHandler("workstation", "GET", Rights.Anyone, "modules")]
[method: ImportingConstructor]
public sealed class ModulesHandler(WebModules modules) : IWebHandler
{
    /// <inheritdoc/>
    public ValueTask<WebResponse> HandleAsync(WebRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var added = modules.All.SelectMany(module => module.Module.Contributions.Where(contribution => request.CallerHas(contribution.Right)).Select(contribution => View(module, contribution)));
        var answer = JsonSerializer.SerializeToUtf8Bytes(new AddedViews([.. added]), ModulesJson.Default.AddedViews);
        return ValueTask.FromResult(WebResponse.Of("application/json", answer).With("Cache-Control", "no-store"));
    }

    private static AddedView View(LoadedWebModule module, WebContribution contribution)
    {
        var (kind, element, function) = contribution switch
        {
            WebButton button => ("button", button.Element, null),
            WebColumn column => ("column", null, column.Function),
            WebPage page => ("page", page.Element, (string?)null),
            _ => throw new NotSupportedException($"{contribution.GetType().Name} is no contribution that this version knows."),
        };
        return new AddedView($"{module.Plugin}/{contribution.Id}", module.Version, kind, contribution.Title, $"modules/{module.Plugin}/{module.Tag}/{contribution.Script}", element, function);
    }
}

/// <summary>What is added.</summary>
internal sealed record AddedViews(IReadOnlyList<AddedView> Added);

/// <summary>Something that is added.</summary>
/// <param name="Id">The plugin's id, a slash, and the contribution's.</param>
/// <param name="Version">The plugin's version.</param>
/// <param name="Kind"><c>button</c>, <c>column</c> or <c>page</c>.</param>
/// <param name="Title">What people read.</param>
/// <param name="Script">Where its script is, from the workstation's URL.</param>
/// <param name="Element">The custom element of a button or page.</param>
/// <param name="Function">The function of a column.</param>
internal sealed record AddedView(string Id, string Version, string Kind, string Title, string Script, string? Element, string? Function);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(AddedViews))]
internal sealed partial class ModulesJson : JsonSerializerContext;
