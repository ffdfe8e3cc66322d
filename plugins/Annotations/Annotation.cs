using System.Text.Json.Serialization;

namespace Gantry.Plugins.Annotations;

/// <summary>Something that was drawn on an image.</summary>
/// <param name="Id">What tells it from others of the user: 1 to 64 letters, digits and hyphens.</param>
/// <param name="Tool">What it was drawn with: one of <see cref="AnnotationRules.Tools"/>.</param>
/// <param name="SopInstanceUid">The image.</param>
/// <param name="Frame">Its frame, from 1.</param>
/// <param name="Points">Its points: in mm in the patient's coordinates where the image has them (PS3.3 §C.7.6.2.1.1), else in the image's own.</param>
internal sealed record Annotation(string Id, string Tool, string SopInstanceUid, int Frame, IReadOnlyList<IReadOnlyList<double>> Points)
{
    /// <summary>The Frame of Reference UID (0020,0052) that its viewer counts the points in; or a viewer's own text where the image has none.</summary>
    public string? FrameOfReference { get; init; }

    /// <summary>The direction from which the image is looked at.</summary>
    public IReadOnlyList<double>? Normal { get; init; }

    /// <summary>The direction that is up on the screen.</summary>
    public IReadOnlyList<double>? Up { get; init; }

    /// <summary>A text for people; at most 1,024 characters.</summary>
    public string? Text { get; init; }

    /// <summary>Whether its last point is joined with its first.</summary>
    public bool? IsClosed { get; init; }
}

/// <summary>An image that was marked.</summary>
internal sealed record KeyImage(string SopInstanceUid, int Frame);

/// <summary>What a user sends.</summary>
internal sealed record AnnotationDocument(IReadOnlyList<Annotation> Annotations, IReadOnlyList<KeyImage> KeyImages)
{
    /// <summary>True where nothing is drawn and nothing is marked.</summary>
    [JsonIgnore]
    public bool IsEmpty => Annotations.Count == 0 && KeyImages.Count == 0;
}

/// <summary>What is kept: likewise, with whose it is.</summary>
internal sealed record KeptDocument(string User, DateTimeOffset ChangedAt, IReadOnlyList<Annotation> Annotations, IReadOnlyList<KeyImage> KeyImages);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true, MaxDepth = 8)]
[JsonSerializable(typeof(AnnotationDocument))]
[JsonSerializable(typeof(KeptDocument))]
internal sealed partial class AnnotationJson : JsonSerializerContext;
