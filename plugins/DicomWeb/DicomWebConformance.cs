using System.Composition;
using Gantry.Contracts;

namespace Gantry.Plugins.DicomWeb;

/// <summary>Says what the service has of DICOMweb (PS3.18).</summary>
[Export(typeof(IConformanceDetails))]
public sealed class DicomWebConformance : IConformanceDetails
{
    /// <inheritdoc/>
    public IEnumerable<ConformanceDetail> Describe() =>
    [
        new("DICOMweb")
        {
            Text = $"As origin server, below /{Service.Prefix} of the HTTP port, for callers that show a token. Search matches as C-FIND does: every attribute of the level and above that the "
                + "catalog keeps, sequences included, dates together with their times. Fuzzy, empty value and multiple value matching are supported. Instances are sent in Explicit VR "
                + "Little Endian, decoded where they are compressed, or in the transfer syntax that they are stored in; Implicit VR and big endian are never sent. What is stored counts as sent by C-STORE: the statuses of that service are the reasons of failures and "
                + "warnings, and nothing is fetched from elsewhere.",
            Columns = ["Transaction", "Resources", "Media types"],
            Rows =
            [
                ["Search", "studies; series; instances; below a study or series", Service.Json],
                ["Retrieve", "study, series, instance", $"multipart/related; type=\"{Service.Dicom}\", {Service.Dicom} for one instance"],
                ["Retrieve metadata", "study, series, instance", Service.Json],
                ["Retrieve frames and bulk data", "instance", $"multipart/related of {Service.OctetStream} or of the type of the stored transfer syntax, or a single one"],
                ["Retrieve rendered", "study, series, instance, frames", "image/jpeg, image/png; several in multipart/related"],
                ["Store", "studies, study", $"multipart/related; type=\"{Service.Dicom}\", {Service.Dicom} for one instance; multipart/related; type=\"{Service.Json}\" with bulk data as {Service.OctetStream}"],
                ["Retrieve thumbnail", "study, series, instance, frame", "image/jpeg"],
                ["Retrieve by the URI service", "instance", $"image/jpeg, image/png, {Service.Dicom}"],
                ["Retrieve capabilities", "service", $"{Wadl.Xml}, {Wadl.Json}"],
            ],
        },
    ];
}
