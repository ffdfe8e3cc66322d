using System.Text.Json;
using System.Text.Json.Serialization;
using Gantry.Contracts;
using Gantry.Dicom;

namespace Gantry.Plugins.MediaCreation;

/// <summary>What a device is to know of a medium beside its folder: a file next to that, so that the order can be given again after a restart. It is there when the content is whole.</summary>
internal sealed record PreparedOrder
{
    public required string Medium { get; init; }

    public required string Volume { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>What was found in the instances for the label, in Explicit VR Little Endian.</summary>
    public required byte[] Label { get; init; }

    /// <summary>The order of a medium; null where its content is not here, or not whole.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static PreparedOrder? Read(string folder) =>
        File.Exists(PathOf(folder)) ? JsonSerializer.Deserialize(File.ReadAllBytes(PathOf(folder)), PreparedJson.Default.PreparedOrder) : null;

    /// <exception cref="IOException">It cannot be written.</exception>
    public void Write(string folder)
    {
        var part = PathOf(folder) + ".part";
        File.WriteAllBytes(part, JsonSerializer.SerializeToUtf8Bytes(this, PreparedJson.Default.PreparedOrder));
        File.Move(part, PathOf(folder), overwrite: true);
    }

    public MediaOrder ToOrder(MediaJob media, Uid request, int part, string folder) => new()
    {
        Id = media.Parts[part - 1].OrderId,
        Request = request,
        Folder = folder,
        Medium = Medium,
        Volume = Volume,
        CreatedAt = CreatedAt,
        Copies = media.Copies,
        Priority = media.Priority,
        Part = part,
        Parts = media.Parts.Length,
        Label = DiscLabel.Of(media.Request, DataSetReader.Read(Label, TransferSyntax.ExplicitVRLittleEndian)),
        Disposition = media.Request.GetText(Tags.MediaDisposition) ?? "",
    };

    private static string PathOf(string folder) => folder + ".json";
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(PreparedOrder))]
internal sealed partial class PreparedJson : JsonSerializerContext;
