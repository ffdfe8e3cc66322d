using System.Text.RegularExpressions;

namespace Gantry.Contracts;

/// <summary>Something that a plugin adds to the workstation: a <see cref="WebButton"/>, a <see cref="WebColumn"/> or a <see cref="WebPage"/>.</summary>
/// <param name="Id">What tells it from the others of the plugin: lower-case letters, digits and hyphens. It stands in URLs and is kept: it stays over versions.</param>
/// <param name="Title">What people read: at most 64 characters.</param>
/// <param name="Right">The right that a user needs to be shown it: one of <see cref="Rights"/>, or the plugin's own. <see cref="Rights.Anyone"/> is whoever has signed in.</param>
/// <param name="Script">The ECMAScript module, from <c>wwwroot</c>: <c>stickers.js</c>, <c>parts/board.js</c>. What it imports lies there, too, by relative paths.</param>
public abstract partial record WebContribution(string Id, string Title, string Right, string Script)
{
    private const int LongestTitle = 64;

    /// <summary>What is wrong with all that a plugin adds, in a sentence; null where nothing is. A host refuses a plugin with it.</summary>
    /// <param name="all">The contributions of all modules of the plugin.</param>
    /// <param name="folder">The folder of the plugin.</param>
    public static string? FindFault(IEnumerable<WebContribution> all, string folder)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        return all.Select(each => each.FindFault(folder) ?? (ids.Add(each.Id) ? null : $"It adds two things to the workstation with the id {each.Id}.")).FirstOrDefault(fault => fault is not null);
    }

    /// <summary>What is wrong with it, in a sentence; null where nothing is.</summary>
    /// <param name="folder">The folder of the plugin.</param>
    public string? FindFault(string folder)
    {
        if (Id is null || !Ids().IsMatch(Id))
        {
            return $"'{Id}' is no id of something that is added to the workstation: lower-case letters, digits and hyphens.";
        }

        if (Title is not { Length: > 0 and <= LongestTitle })
        {
            return $"The title of {Id} is empty, or longer than {LongestTitle} characters.";
        }

        if (Right is not { Length: > 0 and <= User.MaximumNameLength } || Right == Rights.All)
        {
            return $"{Id} names no right that its users need.";
        }

        if (!IsPath(Script) || !(Script.EndsWith(".js", StringComparison.Ordinal) || Script.EndsWith(".mjs", StringComparison.Ordinal)))
        {
            return $"'{Script}' of {Id} is no path of a script below wwwroot.";
        }

        return File.Exists(Path.Combine(folder, Root, Script)) ? FindFault() : $"The script of {Id} is not in the folder: {Root}/{Script}.";
    }

    /// <summary>The folder of the plugin's that has the scripts, and all that these load.</summary>
    public const string Root = "wwwroot";

    /// <summary>True for a path below <see cref="Root"/> that leads nowhere else: letters, digits, hyphens, dots and underscores between slashes, and no part that begins with a dot.</summary>
    public static bool IsPath(string? path) => path is not null && Paths().IsMatch(path);

    /// <summary>What is wrong with what the kind has besides.</summary>
    private protected abstract string? FindFault();

    private protected string? FaultOfElement(string? element) =>
        element is not null && Elements().IsMatch(element) ? null : $"'{element}' of {Id} is no name of a custom element: lower-case letters and digits with a hyphen between.";

    private protected string? FaultOfFunction(string? function) =>
        function is not null && Functions().IsMatch(function) ? null : $"'{function}' of {Id} is no name of a function.";

    [GeneratedRegex(@"^[a-z0-9]+(-[a-z0-9]+)*\z")]
    private static partial Regex Ids();

    [GeneratedRegex(@"^(?!\.)[A-Za-z0-9._-]+(/(?!\.)[A-Za-z0-9._-]+)*\z")]
    private static partial Regex Paths();

    [GeneratedRegex(@"^[a-z][a-z0-9]*(-[a-z0-9]+)+\z")]
    private static partial Regex Elements();

    [GeneratedRegex(@"^[A-Za-z_$][A-Za-z0-9_$]*\z")]
    private static partial Regex Functions();
}

/// <summary>A button over the list of studies, for the studies that are chosen.</summary>
/// <param name="Id">See <see cref="WebContribution"/>.</param>
/// <param name="Title">See <see cref="WebContribution"/>.</param>
/// <param name="Right">See <see cref="WebContribution"/>.</param>
/// <param name="Script">See <see cref="WebContribution"/>.</param>
/// <param name="Element">
/// The custom element that the script defines. The workstation puts one into the page with <c>studies</c>, <c>server</c>, <c>token</c> and <c>request</c>, and takes it out at its
/// event <c>action-closed</c>.
/// </param>
public sealed record WebButton(string Id, string Title, string Right, string Script, string Element) : WebContribution(Id, Title, Right, Script)
{
    private protected override string? FindFault() => FaultOfElement(Element);
}

/// <summary>A column of the list of studies.</summary>
/// <param name="Id">See <see cref="WebContribution"/>.</param>
/// <param name="Title">See <see cref="WebContribution"/>.</param>
/// <param name="Right">See <see cref="WebContribution"/>.</param>
/// <param name="Script">See <see cref="WebContribution"/>.</param>
/// <param name="Function">
/// The function that the script exports: <c>(studies, { server, token, request, signal })</c>, which resolves with the texts by Study Instance UID. It is asked once for each page of
/// studies that is shown.
/// </param>
public sealed record WebColumn(string Id, string Title, string Right, string Script, string Function) : WebContribution(Id, Title, Right, Script)
{
    private protected override string? FindFault() => FaultOfFunction(Function);
}

/// <summary>A page of the workstation, beside its own.</summary>
/// <param name="Id">See <see cref="WebContribution"/>.</param>
/// <param name="Title">See <see cref="WebContribution"/>.</param>
/// <param name="Right">See <see cref="WebContribution"/>.</param>
/// <param name="Script">See <see cref="WebContribution"/>.</param>
/// <param name="Element">The custom element that the script defines, which is the page. It has <c>server</c>, <c>token</c> and <c>request</c>.</param>
public sealed record WebPage(string Id, string Title, string Right, string Script, string Element) : WebContribution(Id, Title, Right, Script)
{
    private protected override string? FindFault() => FaultOfElement(Element);
}
