namespace Gantry.Contracts;

/// <summary>What <see cref="ExportWebHandlerAttribute"/> says, as the composition gives it to the host.</summary>
public sealed class WebHandlerMetadata
{
    /// <summary>The first segment of the path.</summary>
    public string Prefix { get; set; } = "";

    /// <summary>The method.</summary>
    public string Method { get; set; } = "";

    /// <summary>The right that the caller needs.</summary>
    public string Right { get; set; } = "";

    /// <summary>The rest of the path.</summary>
    public string[] Routes { get; set; } = [];

    /// <summary>The most bytes of a request's body, or <see cref="ExportWebHandlerAttribute.Unlimited"/>.</summary>
    public long MaximumBodyBytes { get; set; }
}
