using System.Composition;
using System.Text.Encodings.Web;
using Fluid;
using Gantry.Contracts;

namespace Gantry.Plugins.MediaCreation;

/// <summary>The pages of a medium, made of Liquid templates: those of the site where it has its own, and else the built-in ones.</summary>
/// <remarks>Safe for concurrent use. Read anew for each medium: a site that changes its page need not restart anything.</remarks>
[Export, Shared]
[method: ImportingConstructor]
public sealed class SitePages(IPluginContext plugin, IPluginSettings<MediaSettings> settings)
{
    /// <summary>The page for people with a browser.</summary>
    internal const string Index = "INDEX.HTM";

    /// <summary>The page for everybody.</summary>
    internal const string Readme = "README.TXT";

    private readonly FluidParser _parser = new();
    private readonly TemplateOptions _options = new();

    /// <summary>Makes a page.</summary>
    /// <exception cref="IOException">The site's template cannot be read.</exception>
    /// <exception cref="MediaRefusalException">It is no template; the note says where.</exception>
    internal string Render(string page, IReadOnlyDictionary<string, object> model)
    {
        var own = Path.Combine(Path.GetFullPath(settings.Current.TemplateFolder, plugin.DataFolder), page);
        if (!_parser.TryParse(File.Exists(own) ? File.ReadAllText(own) : BuiltIn(page), out var template, out var error))
        {
            throw new MediaRefusalException(new MediaRefusal(MediaStatusInfo.ProcessingFailure, $"{own} is no template: {error}"));
        }

        var context = new TemplateContext(_options);
        foreach (var (name, value) in model)
        {
            context.SetValue(name, value);
        }

        return template.Render(context, page == Index ? HtmlEncoder.Default : NullEncoder.Default);
    }

    private static string BuiltIn(string page)
    {
        using var reader = new StreamReader(typeof(SitePages).Assembly.GetManifestResourceStream(page)!);
        return reader.ReadToEnd();
    }
}
