using System.Globalization;
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Contracts;

/// <summary>An instance that could not be on the media: an item of Failed SOP Sequence (0008,1198).</summary>
/// <param name="Reference">The instance.</param>
/// <param name="Reason">The Failure Reason (0008,1197) (PS3.3 §C.22.1.4).</param>
/// <param name="Profile">Requested Media Application Profile (2200,000C), as it was asked for; empty for none.</param>
public sealed record MediaFailure(SopReference Reference, ushort Reason, string Profile)
{
    /// <summary>The reason in words.</summary>
    public string Describe() => Reason switch
    {
        0x0110 => "processing failure",
        0x0112 => "no such object instance",
        0x0119 => "class and instance conflict",
        0x0120 => "missing attribute",
        0x0121 => "missing attribute value",
        0x0122 => "SOP class not supported",
        0x0201 => "media application profiles conflict",
        0x0202 => "media application profile and instance conflict",
        0x0203 => "media application profile and compression conflict",
        0x0204 => "media application profile not supported",
        0x0205 => "instance size exceeded",
        _ => string.Create(CultureInfo.InvariantCulture, $"reason {Reason:X4}H"),
    };

    internal static MediaFailure Read(SopReference reference, DicomDataSet item) =>
        new(reference, (ushort)(item.GetInt32(Tags.FailureReason) ?? 0), item.GetString(Tags.RequestedMediaApplicationProfile) ?? "");

    internal DicomDataSet ToItem()
    {
        var item = Reference.ToItem().Set(Tags.FailureReason, Reason);
        return (Profile.Length == 0 ? item : item.Set(Tags.RequestedMediaApplicationProfile, Profile)).Build();
    }
}
