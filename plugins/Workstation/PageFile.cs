namespace Gantry.Plugins.Workstation;

/// <summary>A file of the page.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="ContentType">Its media type.</param>
/// <param name="Length">Its bytes.</param>
/// <param name="Tag">What changes with its content; null where its name does.</param>
internal sealed record PageFile(string Path, string ContentType, long Length, string? Tag)
{
    /// <summary>The media type of a name; null where a page has none of the kind.</summary>
    public static string? TypeOf(string name) => System.IO.Path.GetExtension(name) switch
    {
        ".html" => "text/html; charset=utf-8",
        ".js" or ".mjs" => "text/javascript; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".wasm" => "application/wasm",
        ".json" => "application/json",
        ".svg" => "image/svg+xml",
        ".png" => "image/png",
        ".ico" => "image/x-icon",
        ".woff2" => "font/woff2",
        _ => null,
    };
}
