using System.Globalization;

namespace Gantry.Host.Administration;

/// <summary>Reads the values of a query.</summary>
internal static class QueryValues
{
    /// <summary>The value of a flag; false where it is not given.</summary>
    /// <exception cref="BadHttpRequestException">It is neither.</exception>
    public static bool Flag(IQueryCollection query, string name) => query[name].ToString() switch
    {
        "" or "false" => false,
        "true" => true,
        var other => throw new BadHttpRequestException($"{name} is '{other}'; true or false is needed."),
    };

    /// <summary>A whole number.</summary>
    /// <param name="query">The query.</param>
    /// <param name="name">Its name there.</param>
    /// <param name="otherwise">What it is where it is not given.</param>
    /// <param name="least">The least that it may be.</param>
    /// <param name="most">The most.</param>
    /// <exception cref="BadHttpRequestException">It is none, or out of its range.</exception>
    public static int Number(IQueryCollection query, string name, int otherwise, int least, int most)
    {
        var text = query[name].ToString();
        return text.Length == 0 ? otherwise
            : int.TryParse(text, least < 0 ? NumberStyles.AllowLeadingSign : NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most ? number
            : throw new BadHttpRequestException($"{name} is '{text}'; a whole number from {least} to {most} is needed.");
    }
}
