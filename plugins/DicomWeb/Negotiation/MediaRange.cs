using System.Collections.Immutable;

namespace Gantry.Plugins.DicomWeb;

/// <summary>A media type or range with its parameters (RFC 9110 §8.3.1, §12.5.1).</summary>
/// <param name="Type">Type and subtype in lower case, as <c>multipart/related</c>, <c>image/*</c> or <c>*/*</c>.</param>
/// <param name="Parameters">The parameters by their names in lower case, without <c>q</c>.</param>
/// <param name="Quality">The quality in thousandths: 0, not acceptable, to 1,000.</param>
internal sealed record MediaRange(string Type, ImmutableDictionary<string, string> Parameters, int Quality)
{
    /// <summary>A parameter; null where it is not there.</summary>
    public string? this[string name] => Parameters.GetValueOrDefault(name);

    /// <summary>True where a media type is in the range, whatever the parameters.</summary>
    public bool Takes(string type) => Type == "*/*" || Type == type
        || (Type.EndsWith("/*", StringComparison.Ordinal) && type.AsSpan().StartsWith(Type.AsSpan()[..^1], StringComparison.Ordinal));
}
