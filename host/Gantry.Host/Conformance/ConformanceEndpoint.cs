namespace Gantry.Host.Conformance;

/// <summary><c>GET /admin/conformance</c>: the statement in the format that <c>?format=</c> or else the Accept header asks for; Markdown unless one does.</summary>
internal static class ConformanceEndpoint
{
    /// <returns>The statement; null where the format is none that there is.</returns>
    public static IResult? Read(HttpContext context)
    {
        var statement = context.RequestServices.GetRequiredService<ConformanceReader>().Read();
        return Format(context.Request) switch
        {
            "markdown" => Results.Text(MarkdownWriter.Write(StatementDocument.Of(statement)), "text/markdown; charset=utf-8"),
            "html" => Results.Text(HtmlWriter.Write(StatementDocument.Of(statement)), "text/html; charset=utf-8"),
            "json" => Results.Json(statement, ConformanceJson.Default.ConformanceStatement),
            _ => null,
        };
    }

    private static string Format(HttpRequest request)
    {
        if (request.Query["format"].ToString() is { Length: > 0 } format)
        {
            return format;
        }

        // In the order of the header, which is that of most peers' wishes; what matters is that a browser gets a page.
        foreach (var media in request.Headers.Accept.ToString().Split(',', StringSplitOptions.TrimEntries).Select(range => range.Split(';')[0]))
        {
            switch (media)
            {
                case "text/html":
                    return "html";
                case "application/json":
                    return "json";
                case "text/markdown":
                    return "markdown";
            }
        }

        return "markdown";
    }
}
