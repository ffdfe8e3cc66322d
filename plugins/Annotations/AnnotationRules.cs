using System.Collections.Frozen;
using System.Text.Json;
using System.Text.RegularExpressions;
using Gantry.Dicom;

namespace Gantry.Plugins.Annotations;

/// <summary>What annotations can be: whatever is sent by one user is drawn for others.</summary>
internal static partial class AnnotationRules
{
    /// <summary>The most bytes that a user's annotations of a study have, as they are sent.</summary>
    public const int MaximumBytes = 1 << 20;

    private const int MaximumText = 1_024, MaximumFrame = 10_000_000;
    private const double Farthest = 1e7;

    /// <summary>What can be drawn with.</summary>
    public static FrozenSet<string> Tools { get; } = new[] { "length", "angle", "cobb", "bidirectional", "ellipse", "rectangle", "freehand", "probe", "arrow" }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Reads what a user has sent.</summary>
    /// <exception cref="FormatException">It is something else; the message is for whoever sent it.</exception>
    public static AnnotationDocument Read(ReadOnlySpan<byte> json)
    {
        AnnotationDocument document;
        try
        {
            document = JsonSerializer.Deserialize(json, AnnotationJson.Default.AnnotationDocument) ?? throw new FormatException("The body is null.");
        }
        catch (JsonException fault)
        {
            throw new FormatException($"The body is not what is asked for: {fault.Message}", fault);
        }

        foreach (var annotation in document.Annotations)
        {
            if (WhyNot(annotation) is { } reason)
            {
                throw new FormatException($"An annotation cannot be kept: {reason}");
            }
        }

        if (document.Annotations.Select(annotation => annotation.Id).Distinct(StringComparer.Ordinal).Count() != document.Annotations.Count)
        {
            throw new FormatException("Two annotations have the same id.");
        }

        return document.KeyImages.All(image => image is not null && IsImage(image.SopInstanceUid, image.Frame)) ? document : throw new FormatException("A key image has a SOP Instance UID and a frame from 1.");
    }

    private static string? WhyNot(Annotation annotation) =>
        annotation is null || !Id().IsMatch(annotation.Id) ? "its id is 1 to 64 letters, digits and hyphens."
        : !Tools.Contains(annotation.Tool) ? "there is no such tool."
        : !IsImage(annotation.SopInstanceUid, annotation.Frame) ? "it is on no image."
        : annotation.Points.Count == 0 || !annotation.Points.All(IsPlace) ? "its points are three numbers each."
        : !(IsPlaceOrNone(annotation.Normal) && IsPlaceOrNone(annotation.Up)) ? "its directions are three numbers each."
        : annotation.Text?.Length > MaximumText ? $"its text has more than {MaximumText} characters."
        : annotation.FrameOfReference?.Length > MaximumText ? "its frame of reference is too long."
        : null;

    private static bool IsImage(string sopInstanceUid, int frame) => Uid.TryParse(sopInstanceUid, out _) && frame is >= 1 and <= MaximumFrame;

    private static bool IsPlaceOrNone(IReadOnlyList<double>? place) => place is null || IsPlace(place);

    private static bool IsPlace(IReadOnlyList<double>? place) => place is { Count: 3 } && place.All(each => Math.Abs(each) <= Farthest);

    [GeneratedRegex("\\A[A-Za-z0-9-]{1,64}\\z")]
    private static partial Regex Id();
}
