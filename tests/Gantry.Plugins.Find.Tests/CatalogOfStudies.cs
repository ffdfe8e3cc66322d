using Gantry.Contracts;
using Gantry.Contracts.Testing;
using Gantry.Dicom;

namespace Gantry.Plugins.Find.Tests;

/// <summary>Two patients, three studies, five series, ten instances.</summary>
internal static class CatalogOfStudies
{
    public static async Task<InMemoryCatalog> MakeAsync()
    {
        var catalog = new InMemoryCatalog();
        var series = new[]
        {
            (Patient: "P1", Name: "ANON^ONE", Study: "2.25.10", Date: "20240115", Series: "2.25.100", Modality: "CT"),
            (Patient: "P1", Name: "ANON^ONE", Study: "2.25.10", Date: "20240115", Series: "2.25.101", Modality: "SR"),
            (Patient: "P1", Name: "ANON^ONE", Study: "2.25.11", Date: "20240301", Series: "2.25.110", Modality: "MR"),
            (Patient: "P2", Name: "ANON^Zwölf", Study: "2.25.20", Date: "20231224", Series: "2.25.200", Modality: "CT"),
            (Patient: "P2", Name: "ANON^Zwölf", Study: "2.25.20", Date: "20231224", Series: "2.25.201", Modality: "CT"),
        };
        foreach (var one in series)
        {
            for (var number = 1; number <= 2; number++)
            {
                var attributes = new DicomDataSetBuilder()
                    .Add(Tags.SpecificCharacterSet, "ISO_IR 100")
                    .Add(Tags.SOPClassUID, "1.2.840.10008.5.1.4.1.1.7")
                    .Add(Tags.SOPInstanceUID, $"{one.Series}.{number}")
                    .Add(Tags.StudyDate, one.Date)
                    .Add(Tags.Modality, one.Modality)
                    .Add(Tags.PatientName, one.Name)
                    .Add(Tags.PatientID, one.Patient)
                    .Add(Tags.StudyInstanceUID, one.Study)
                    .Add(Tags.SeriesInstanceUID, one.Series)
                    .Add(Tags.InstanceNumber, number)
                    .Build();
                await catalog.AddAsync(
                    [
                        new CatalogEntry
                        {
                            Attributes = attributes,
                            TransferSyntax = TransferSyntax.ExplicitVRLittleEndian,
                            Stored = new StoredInstance($"{one.Series}.{number}", 100, 0),
                            ReceivedAt = DateTimeOffset.UnixEpoch,
                        },
                    ],
                    CancellationToken.None);
            }
        }

        return catalog;
    }
}
