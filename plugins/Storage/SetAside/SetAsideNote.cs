using System.Text.Json;
using System.Text.Json.Serialization;
using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Plugins.Storage;

/// <summary>What the file of an instance that was set aside says. Values that a later version adds are passed over by this one.</summary>
internal sealed record SetAsideNote(
    SetAsideKind Kind,
    DateTimeOffset At,
    string Reason,
    ushort Status,
    string? CallingAETitle,
    string? SopClass,
    string? SopInstance,
    string? Study,
    string? TransferSyntax,
    string? Location,
    long Length,
    string? CorrelationId)
{
    public static byte[] Write(SetAsideInstance instance) => JsonSerializer.SerializeToUtf8Bytes(
        new SetAsideNote(
            instance.Kind,
            instance.SetAsideAt,
            instance.Reason,
            instance.Status.Code,
            instance.CallingAETitle.Value,
            instance.SopClass.Value,
            instance.SopInstance.Value,
            instance.Study.Value,
            instance.TransferSyntax.Uid.Value,
            instance.Location,
            instance.Length,
            instance.CorrelationId),
        SetAsideJson.Default.SetAsideNote);

    /// <summary>The instance that a file tells of; null where it does not.</summary>
    public static SetAsideInstance? Read(string id, ReadOnlySpan<byte> bytes)
    {
        try
        {
            return JsonSerializer.Deserialize(bytes, SetAsideJson.Default.SetAsideNote)?.ToInstance(id);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private SetAsideInstance ToInstance(string id) => new()
    {
        Id = id,
        Kind = Kind,
        SetAsideAt = At,
        Reason = Reason ?? "",
        Status = new DimseStatus(Status),
        CallingAETitle = AETitle.TryParse(CallingAETitle, out var title) ? title : default,
        SopClass = UidOf(SopClass),
        SopInstance = UidOf(SopInstance),
        Study = UidOf(Study),
        TransferSyntax = new TransferSyntax(UidOf(TransferSyntax)),
        Location = Location ?? "",
        Length = Length,
        CorrelationId = CorrelationId ?? "",
    };

    private static Uid UidOf(string? text) => Uid.TryParse(text, out var uid) ? uid : default;
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(SetAsideNote))]
internal sealed partial class SetAsideJson : JsonSerializerContext;
