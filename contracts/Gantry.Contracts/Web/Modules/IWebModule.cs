using System.Collections.Immutable;

namespace Gantry.Contracts;

/// <summary>
/// What a plugin adds to the workstation: buttons, columns and pages, whose scripts lie in <c>wwwroot</c> of the plugin's folder. Any number of plugins may export one; who needs
/// those of all imports <see cref="WebModules"/>.
/// </summary>
/// <remarks>
/// The workstation asks for the contributions each time a page of it is loaded: those of the version that serves then. Scripts run in the page, in the name of whoever has signed in,
/// and can do there what the page can; their files may be had by anyone who reaches the server, and so have nothing of anybody. What they show they ask for, of routes that name a right.
/// </remarks>
public interface IWebModule
{
    /// <summary>What is added. The same each time it is asked, for a version: the host checks it once, before the version serves, and refuses it with what is wrong.</summary>
    ImmutableArray<WebContribution> Contributions { get; }
}
