using System.Collections.Immutable;
using Gantry.Contracts;
using Gantry.Host.Plugins;

namespace Gantry.Host.Web;

/// <summary>A route that a plugin answers: values alone, nothing of the plugin's own.</summary>
/// <param name="Prefix">The first segment of the path.</param>
/// <param name="Method">The method.</param>
/// <param name="Template">The rest of the path, as the plugin has written it.</param>
/// <param name="Right">The right that a caller needs.</param>
internal sealed record WebRoute(string Prefix, string Method, string Template, string Right)
{
    private static readonly string[] OfTheHost = ["account", "admin", "health", "metrics"];
    private static readonly string[] Methods = ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

    private readonly ImmutableArray<string> _segments = [.. Template.Split('/', StringSplitOptions.RemoveEmptyEntries)];

    /// <summary>Less for a route that says more: literals come before names, names before the rest of a path.</summary>
    public string Order { get; } = string.Concat(Template.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(segment => IsRest(segment) ? '2' : IsName(segment) ? '1' : '0'));

    /// <summary>The routes of an export.</summary>
    /// <exception cref="PluginRefusedException">One of them is malformed.</exception>
    public static ImmutableArray<WebRoute> Of(WebHandlerMetadata metadata)
    {
        if (metadata.Prefix is not { Length: > 0 } prefix || !prefix.All(character => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) || character == '-'))
        {
            throw new PluginRefusedException($"'{metadata.Prefix}' is no prefix for HTTP: lower-case letters, digits and hyphens.");
        }

        if (OfTheHost.Contains(prefix))
        {
            throw new PluginRefusedException($"The prefix {prefix} for HTTP is the host's own.");
        }

        if (!Methods.Contains(metadata.Method))
        {
            throw new PluginRefusedException($"'{metadata.Method}' is no method of HTTP that plugins answer: {string.Join(", ", Methods)}.");
        }

        if (metadata.Right is not { Length: > 0 and <= User.MaximumNameLength } right || right == Rights.All)
        {
            throw new PluginRefusedException($"{metadata.Method} /{prefix} names no right that its callers need.");
        }

        return metadata.Routes is { Length: > 0 } routes
            ? [.. routes.Select(route => new WebRoute(prefix, metadata.Method, Check(route), right))]
            : throw new PluginRefusedException($"{metadata.Method} /{prefix} has no route.");
    }

    /// <summary>True where a path is one of the route's.</summary>
    /// <param name="path">The segments below the prefix, decoded.</param>
    public bool Fits(IReadOnlyList<string> path)
    {
        for (var i = 0; i < _segments.Length; i++)
        {
            var segment = _segments[i];
            if (i >= path.Count)
            {
                return false;
            }

            if (IsRest(segment))
            {
                return true;
            }

            if (!IsName(segment) && segment != path[i])
            {
                return false;
            }
        }

        return path.Count == _segments.Length;
    }

    /// <summary>What stands for the names of the route in a path that fits.</summary>
    /// <param name="path">The segments below the prefix, decoded.</param>
    public ImmutableDictionary<string, string> ValuesOf(IReadOnlyList<string> path)
    {
        var values = ImmutableDictionary<string, string>.Empty;
        for (var i = 0; i < _segments.Length; i++)
        {
            var segment = _segments[i];
            if (IsRest(segment))
            {
                return values.SetItem(segment[2..^1], string.Join('/', path.Skip(i)));
            }

            if (IsName(segment))
            {
                values = values.SetItem(segment[1..^1], path[i]);
            }
        }

        return values;
    }

    public override string ToString() => $"{Method} /{Prefix}{(Template.Length > 0 ? "/" : "")}{Template}";

    private static string Check(string template)
    {
        var segments = template.Split('/');
        var isGood = template.Length == 0 || segments.Select((segment, index) => IsRest(segment) ? segment.Length > 3 && index == segments.Length - 1
            : IsName(segment) ? segment.Length > 2
            : segment.Length > 0 && !segment.AsSpan().ContainsAny("{}*?#")).All(good => good);
        return isGood ? template : throw new PluginRefusedException($"'{template}' is no route for HTTP.");
    }

    private static bool IsName(string segment) => segment.StartsWith('{') && segment.EndsWith('}');

    private static bool IsRest(string segment) => segment.StartsWith("{*", StringComparison.Ordinal) && segment.EndsWith('}');
}
