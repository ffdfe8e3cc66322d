namespace Gantry.Host.Administration;

/// <summary>Reads what is true or false in a query.</summary>
internal static class QueryFlags
{
    /// <summary>The value of a flag; false where it is not given.</summary>
    /// <exception cref="BadHttpRequestException">It is neither.</exception>
    public static bool Read(IQueryCollection query, string name) => query[name].ToString() switch
    {
        "" or "false" => false,
        "true" => true,
        var other => throw new BadHttpRequestException($"{name} is '{other}'; true or false is needed."),
    };
}
