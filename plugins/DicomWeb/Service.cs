namespace Gantry.Plugins.DicomWeb;

/// <summary>Where the service is.</summary>
internal static class Service
{
    /// <summary>The first segment of all its paths.</summary>
    public const string Prefix = "dicom-web";

    public const string Json = "application/dicom+json", Dicom = "application/dicom", OctetStream = "application/octet-stream";
}
