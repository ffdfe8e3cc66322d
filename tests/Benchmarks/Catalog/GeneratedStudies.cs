using System.Globalization;
using Gantry.Contracts;
using Gantry.Dicom;

namespace Gantry.Benchmarks.Catalog;

/// <summary>Studies as an archive has them, from a seed: patients with several studies, two to five series, few modalities, dates over ten years.</summary>
internal sealed class GeneratedStudies(int seed, int instancesPerStudy)
{
    private const int Days = 3_650;
    private static readonly string[] Syllables = ["BA", "CE", "DI", "FO", "GU", "HA", "JE", "KI", "LO", "MU", "NA", "PE", "RI", "SO", "TU", "VA", "WE", "XI", "YO", "ZU", "BRA", "CLE", "DRI", "FLO", "GRU", "STA", "PLE", "TRI", "SLO", "KRU"];
    private static readonly (string Modality, Uid SopClass, int Weight)[] Kinds =
    [
        ("CT", Uids.CTImageStorage, 40), ("MR", Uids.MRImageStorage, 30), ("CR", Uids.ComputedRadiographyImageStorage, 20), ("US", Uids.UltrasoundImageStorage, 8), ("NM", Uids.NuclearMedicineImageStorage, 2),
    ];

    private readonly Random _random = new(seed);
    private readonly List<(string Id, string Name)> _patients = [];

    /// <summary>The day that counts as today: the last on which studies were made.</summary>
    public static DateOnly Today { get; } = new(2024, 6, 28);

    /// <summary>The Study Instance UIDs made so far.</summary>
    public List<Uid> Studies { get; } = [];

    /// <summary>The Accession Numbers made so far.</summary>
    public List<string> Accessions { get; } = [];

    /// <summary>The patients made so far.</summary>
    public IReadOnlyList<(string Id, string Name)> Patients => _patients;

    /// <summary>A study of so many series, of one instance each.</summary>
    public IEnumerable<CatalogEntry> WideStudy(int series)
    {
        var study = NewStudy();
        for (var i = 0; i < series; i++)
        {
            yield return Entry(study, NewUid(), i + 1, 1, Kinds[1]);
        }
    }

    /// <summary>The instances of one more study.</summary>
    public IEnumerable<CatalogEntry> Study()
    {
        var study = NewStudy();
        var series = _random.Next(2, 6);
        var uids = Enumerable.Range(0, series).Select(_ => NewUid()).ToList();
        var kind = Kind();
        for (var i = 0; i < instancesPerStudy; i++)
        {
            yield return Entry(study, uids[i * series / instancesPerStudy], i * series / instancesPerStudy + 1, i + 1, kind);
        }
    }

    private DicomDataSet NewStudy()
    {
        if (_patients.Count == 0 || _random.Next(4) != 0)
        {
            _patients.Add(($"P{_patients.Count:D8}", $"{Name(3)}^{Name(2)}"));
        }

        var (id, name) = _patients[_random.Next(Math.Max(0, _patients.Count - 100), _patients.Count)];
        var (study, accession) = (NewUid(), $"A{Studies.Count:D9}");
        Studies.Add(study);
        Accessions.Add(accession);
        var date = Today.AddDays(-_random.Next(Days));
        return new DicomDataSetBuilder()
            .Add(Tags.StudyDate, date.ToString("yyyyMMdd", CultureInfo.InvariantCulture))
            .Add(Tags.StudyTime, $"{_random.Next(7, 19):D2}{_random.Next(60):D2}00")
            .Add(Tags.AccessionNumber, accession)
            .Add(Tags.ReferringPhysicianName, $"{Name(2)}^{Name(2)}")
            .Add(Tags.StudyDescription, $"{Name(2)} {Name(3)}")
            .Add(Tags.InstitutionName, "HOSPITAL")
            .Add(Tags.PatientName, name)
            .Add(Tags.PatientID, id)
            .Add(Tags.PatientBirthDate, "19500101")
            .Add(Tags.PatientSex, "O")
            .Add(Tags.StudyInstanceUID, study)
            .Add(Tags.StudyID, $"{Studies.Count}")
            .Build();
    }

    private CatalogEntry Entry(DicomDataSet study, Uid series, int seriesNumber, int instanceNumber, (string Modality, Uid SopClass, int Weight) kind)
    {
        var instance = NewUid();
        var attributes = new DicomDataSetBuilder(study)
            .Set(Tags.SOPClassUID, kind.SopClass)
            .Set(Tags.SOPInstanceUID, instance)
            .Set(Tags.Modality, kind.Modality)
            .Set(Tags.SeriesInstanceUID, series)
            .Set(Tags.SeriesNumber, seriesNumber.ToString(CultureInfo.InvariantCulture))
            .Set(Tags.SeriesDescription, "AXIAL")
            .Set(Tags.ProtocolName, "ROUTINE")
            .Set(Tags.InstanceNumber, instanceNumber.ToString(CultureInfo.InvariantCulture))
            .Set(Tags.ImageType, "ORIGINAL\\PRIMARY\\AXIAL")
            .Set(Tags.Rows, 512)
            .Set(Tags.Columns, 512)
            .Set(Tags.BitsAllocated, 16)
            .Set(Tags.PixelSpacing, "0.7\\0.7")
            .Set(Tags.SliceThickness, "5")
            .Set(Tags.ImagePositionPatient, $"-180\\-180\\{instanceNumber * 5}")
            .Set(Tags.ImageOrientationPatient, "1\\0\\0\\0\\1\\0")
            .Set(Tags.WindowCenter, "40")
            .Set(Tags.WindowWidth, "400")
            .Build();
        return new CatalogEntry
        {
            Attributes = attributes,
            TransferSyntax = TransferSyntax.ExplicitVRLittleEndian,
            Stored = new StoredInstance($"2024/06/28/{instance}", 524_288, 1_000),
            SourceAETitle = new AETitle("MODALITY"),
            ReceivedAt = new DateTimeOffset(2024, 6, 28, 12, 0, 0, TimeSpan.Zero),
        };
    }

    private (string Modality, Uid SopClass, int Weight) Kind()
    {
        var draw = _random.Next(Kinds.Sum(kind => kind.Weight));
        return Kinds.First(kind => (draw -= kind.Weight) < 0);
    }

    private string Name(int syllables) => string.Concat(Enumerable.Range(0, syllables).Select(_ => Syllables[_random.Next(Syllables.Length)]));

    private Uid NewUid() => new($"2.25.{_random.NextInt64(1L << 40, long.MaxValue)}{_random.NextInt64(1L << 50, long.MaxValue)}");
}
