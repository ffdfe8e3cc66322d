using System.Collections.Immutable;
using System.Composition;
using Gantry.Contracts;

namespace VendorNamespace;

/// <summary>What the workstation has of this plugin: a button, a column and a page. Their scripts are in <c>wwwroot</c>.</summary>
/// <remarks>Who has not the right of one is not shown it. The ids stand in URLs: they stay over versions.</remarks>
[Export(typeof(IWebModule)), Shared]
public sealed class VendorTypeModule : IWebModule
{
    public ImmutableArray<WebContribution> Contributions =>
    [
        new WebButton("keep", "Keep for later…", Rights.Search, "keep.js", "x-vendor-web-name-keep"),
        new WebColumn("kept", "Kept", Rights.Search, "list.js", "kept"),
        new WebPage("list", "Kept for later", Rights.Search, "page.js", "x-vendor-web-name-page"),
    ];
}
