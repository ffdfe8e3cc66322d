namespace Gantry.Contracts;

/// <summary>Rights that roles have, and routes need. Plugins may have further ones of their own.</summary>
public static class Rights
{
    /// <summary>Every right.</summary>
    public const string All = "*";

    /// <summary>What whoever reaches the server may do, who has not signed in, too: for pages and what they are made of, which show nothing of anybody.</summary>
    public const string Anyone = "anyone";

    /// <summary>To search patients, studies, series and instances.</summary>
    public const string Search = "instances.search";

    /// <summary>To retrieve instances, their attributes, and images of them.</summary>
    public const string Retrieve = "instances.retrieve";

    /// <summary>To store instances.</summary>
    public const string Store = "instances.store";
}
