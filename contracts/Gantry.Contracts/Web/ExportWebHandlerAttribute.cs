using System.Composition;

namespace Gantry.Contracts;

/// <summary>
/// Exports an <see cref="IWebHandler"/> and says which requests it answers, and which right a caller needs. One plugin alone answers below a prefix, and one handler alone a
/// method and route.
/// </summary>
/// <remarks>
/// The host makes a handler anew for each request and disposes it once the response is written, so its fields belong to that request. Services of other plugins are imported by
/// the constructor, and hold their plugin's current version until then.
/// </remarks>
[MetadataAttribute]
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class ExportWebHandlerAttribute : ExportAttribute
{
    /// <summary>Exports the class for requests.</summary>
    /// <param name="prefix">The first segment of their path, as <c>dicom-web</c>: lower-case letters, digits and hyphens. The host's own are account, admin, health and metrics.</param>
    /// <param name="method">The method, in upper case. GET answers HEAD, too.</param>
    /// <param name="right">The right that the caller needs: one of <see cref="Rights"/>, or the plugin's own; never empty. <see cref="Rights.Anyone"/> needs no caller that is known.</param>
    /// <param name="routes">
    /// The rest of the path, without a slash before or behind it: <c>studies/{study}/series</c>. A name in braces stands for one segment, and as <c>{*path}</c> at the end for one or
    /// more. A literal segment comes before a name. The empty route is the prefix itself.
    /// </param>
    public ExportWebHandlerAttribute(string prefix, string method, string right, params string[] routes) : base(typeof(IWebHandler))
    {
        Prefix = prefix;
        Method = method;
        Right = right;
        Routes = routes;
    }

    /// <summary>The first segment of the path.</summary>
    public string Prefix { get; }

    /// <summary>The method.</summary>
    public string Method { get; }

    /// <summary>The right that the caller needs.</summary>
    public string Right { get; }

    /// <summary>The rest of the path.</summary>
    public string[] Routes { get; }

    /// <summary>The most bytes of a request's body; 0, the default, for none, <see cref="Unlimited"/> for any number: such a body is worked on while it comes in.</summary>
    public long MaximumBodyBytes { get; init; }

    /// <summary>The <see cref="MaximumBodyBytes"/> of bodies of any length.</summary>
    public const long Unlimited = -1;
}
