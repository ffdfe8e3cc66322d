using System.Security.Cryptography;
using Gantry.Contracts;

namespace Gantry.Plugins.DicomWeb;

/// <summary>Entity tags: who has the same already is told so (RFC 9110 §13.1.2).</summary>
internal static class EntityTag
{
    /// <summary>The response with the tag of its content, or 304.</summary>
    public static WebResponse Answer(WebRequest request, WebResponse response, ReadOnlySpan<byte> content) => Answer(request, response, Of(content));

    /// <summary>The response with a tag, or 304; as it is where it is none with content. Caches may keep it for whoever was allowed to have it, and ask each time.</summary>
    public static WebResponse Answer(WebRequest request, WebResponse response, string tag) =>
        response.Status != 200 ? response : (IsKnown(request, tag) ? new WebResponse(304) : response).With("ETag", tag).With("Cache-Control", "private, no-cache");

    /// <summary>The tag of bytes.</summary>
    public static string Of(ReadOnlySpan<byte> content) => $"\"{Convert.ToHexStringLower(SHA256.HashData(content).AsSpan(0, 16))}\"";

    private static bool IsKnown(WebRequest request, string tag) =>
        request.Header("If-None-Match").Split(',', StringSplitOptions.TrimEntries).Any(known => known == "*" || known == tag || known == "W/" + tag);
}
