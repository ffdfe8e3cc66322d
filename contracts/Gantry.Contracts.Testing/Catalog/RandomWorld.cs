using System.Globalization;
using Gantry.Dicom;

namespace Gantry.Contracts.Testing;

/// <summary>Instances and queries by chance, from few values, so that much coincides and something matches. The same seed gives the same, but for the UIDs.</summary>
public sealed class RandomWorld(int seed)
{
    private static readonly string?[] PatientIds = ["1", "2", "12", "A_B", "AXB", "a%", "A\\B", " 7 ", "", null, new('9', 140), "Ü1"];
    private static readonly string?[] Names =
    [
        "ANON^ONE", "Anon^Two", "ANON", "ANON^ONE^^DR", "Yamada^Tarou=山田^太郎=やまだ^たろう", "=山田", "O'NEIL^X", "ÄRGER^ß", "A\\B", "", null, "ANON ^ONE ", "SMITH^J=JONES^K", "X^" + new string('Y', 150),
        "Meier^Hans", "MAYER^JOHANN HANS", "VAN DEN BERG^JAN", "Vandenberg^J", "ﾔﾏﾀﾞ^ﾀﾛｳ=山田太郎", "\U00020BB7田^ONE", "SMYTHE^JON\\ANON^X",
    ];

    private static readonly string?[] Dates = ["20240101", "20240131", "20240229", "20231231", "2024.01.15", "202402", "2024", "NODATE", "", null, "20240101\\20250101"];
    private static readonly string?[] Times = ["101500", "1015", "235959.999999", "", null];
    private static readonly string?[] Modalities = ["CT", "MR", "PT", "ct", "CT\\MR", "", null];
    private static readonly string?[] Accessions = ["ACC1", "ACC2", "acc1", "A*", "", null];
    private static readonly string?[] Descriptions = ["KNEE", "KNEE LEFT", "knee", "SCHÄDEL", "100%", null];
    private static readonly string[] Sizes = ["256", "512"];
    private static readonly string[] OtherIds = ["1", "OTHER_1", "other%", "A\\B", "O'1", "Ö9"];
    private static readonly string[] CharacterSets = ["ISO_IR 100", "ISO_IR 192", "GB18030", "\\ISO 2022 IR 87"];

    private static readonly string?[] PatientIdKeys = [null, "*", "1", "1*", "*2", "?", "A_B", "a%", "A*", "9*", new('9', 140), "Ü*", "A\\B", "1\\2", "\"\"", "7", "'", "OTHER?1", "OTHER_1", "other%", "Ö*", "' OR 1=1 --", "\0", "[A]*"];
    private static readonly string?[] NameKeys = [null, "*", "ANON*", "anon^one", "*ONE", "A*^O*", "山*", "=山田*", "Y*=山*", "?NON", "ANON^ONE^", "ärger*", "O'N*", "*^^DR", "A\\B", "JONES*", "X^Y*", "\"\"", "maier^hans", "Hans Mayr*", "Vandenberg", "berg^jan", "ヤマダ", "山田太郎", "Tarou^Yamata", "ann", "JON SMITH", "s^j", "m?yer^h*"];
    private static readonly string?[] DateKeys = [null, "20240101", "20240101-20240131", "20240201-", "-20231231", "2024", "202401-202402", "20230101-20251231", "NODATE", "2024.01.15", "*"];
    private static readonly string?[] TimeKeys = [null, "10", "1000-1100", "-12", "235959.999999"];
    private static readonly string?[] ModalityKeys = [null, "CT", "C*", "*T", "CT\\PT", "ct", "??", "XX"];
    private static readonly string?[] AccessionKeys = [null, "ACC1", "ACC*", "A*", "acc?", "*1"];
    private static readonly string?[] DescriptionKeys = [null, "KNEE", "KNEE*", "*LEFT", "SCH*", "100%"];

    private readonly Random _random = new(seed);
    private readonly List<SampleInstance> _instances = [];

    /// <summary>Some more instances: of new and old studies and series, with attributes that agree or not.</summary>
    public IReadOnlyList<CatalogEntry> Instances(int count)
    {
        var made = new List<CatalogEntry>();
        for (var i = 0; i < count; i++)
        {
            var instance = Instance();
            _instances.Add(instance);
            made.Add(Recoded(instance.ToEntry(length: _random.Next(1, 1_000_000))));
        }

        return made;
    }

    /// <summary>A query.</summary>
    public CatalogQuery Query()
    {
        var root = Chance(2) ? QueryRoot.Patient : QueryRoot.Study;
        var level = (QueryLevel)_random.Next(root == QueryRoot.Patient ? 0 : 1, 4);
        var keys = new DicomDataSetBuilder().Set(Tags.SpecificCharacterSet, SpecificCharacterSet.Utf8.ToString());
        Key(keys, Tags.PatientID, PatientIdKeys);
        if (Chance(10))
        {
            Key(keys, Tags.IssuerOfPatientID, ["NORTH", "SOUTH", "N*", null]);
        }

        Key(keys, Tags.PatientName, NameKeys);
        Key(keys, Tags.StudyDate, DateKeys);
        Key(keys, Tags.StudyTime, TimeKeys);
        Key(keys, Tags.AccessionNumber, AccessionKeys);
        Key(keys, Tags.StudyDescription, DescriptionKeys);
        Key(keys, Tags.ModalitiesInStudy, ModalityKeys);
        Key(keys, Tags.Modality, ModalityKeys);
        Key(keys, Tags.Rows, [null, "256"]);
        Uids(keys, Tags.StudyInstanceUID);
        Uids(keys, Tags.SeriesInstanceUID);
        Uids(keys, Tags.SOPInstanceUID);
        if (Chance(6))
        {
            keys.Set(Tags.SOPClassesInStudy, Chance(2) ? Gantry.Dicom.Uids.MRImageStorage : Gantry.Dicom.Uids.CTImageStorage);
        }

        foreach (var tag in (ReadOnlySpan<Tag>)[Tags.NumberOfPatientRelatedStudies, Tags.NumberOfPatientRelatedInstances, Tags.NumberOfStudyRelatedSeries, Tags.NumberOfStudyRelatedInstances, Tags.NumberOfSeriesRelatedInstances, Tags.ModalitiesInStudy, Tags.SOPClassesInStudy, Tags.AvailableTransferSyntaxUID, Tags.RequestAttributesSequence])
        {
            if (Chance(3) && !keys.Contains(tag))
            {
                keys.Set(tag);
            }
        }

        if (Chance(8))
        {
            keys.Set(Tags.RequestAttributesSequence, new DicomDataSetBuilder().Add(Tags.RequestedProcedureID, Chance(2) ? "P1" : "P*").Add(Tags.ScheduledProcedureStepID).Build());
        }

        return new CatalogQuery
        {
            Root = root,
            Level = level,
            Keys = keys.Build(),
            Options = new MatchOptions { CombinesDateAndTime = Chance(4), AllowsEmptyValue = Chance(4), MatchesNamesFuzzily = Chance(3), Timezone = Chance(4) ? new TimezoneAdjustment(TimeSpan.FromHours(_random.Next(-12, 15)), TimeZoneInfo.Utc) : null },
            MatchesOtherPatientIds = Chance(3),
        };
    }

    /// <summary>A selection with at least one key.</summary>
    public InstanceSelection Selection()
    {
        var selection = new InstanceSelection { Studies = Chance(2) ? Some(instance => instance.Study) : [] };
        selection = selection with { Series = Chance(3) ? Some(instance => instance.Series) : [], Instances = Chance(3) ? Some(instance => instance.SopInstance) : [] };
        return selection.Studies.IsEmpty && selection.Series.IsEmpty && selection.Instances.IsEmpty || Chance(3)
            ? selection with { PatientId = Pick(PatientIds)?.Trim() ?? "" }
            : selection;
    }

    private SampleInstance Instance()
    {
        var instance = _instances.Count > 0 && !Chance(4) ? Pick(_instances).Next() : new SampleInstance();
        if (Chance(3))
        {
            instance.With(Tags.SeriesInstanceUID, Uid.New().Value);
        }

        if (Chance(20) && _instances.Count > 0)
        {
            instance.With(Tags.SeriesInstanceUID, Pick(_instances).Series.Value); // a series that may be of another study
        }

        instance.With(Tags.SpecificCharacterSet, SpecificCharacterSet.Utf8.ToString());
        Attribute(instance, Tags.PatientID, PatientIds);
        Attribute(instance, Tags.PatientName, Names);
        Attribute(instance, Tags.StudyDate, Dates);
        Attribute(instance, Tags.StudyTime, Times);
        Attribute(instance, Tags.Modality, Modalities);
        Attribute(instance, Tags.AccessionNumber, Accessions);
        Attribute(instance, Tags.StudyDescription, Descriptions);
        Attribute(instance, Tags.IssuerOfPatientID, [null, null, "NORTH"]);
        if (Chance(3))
        {
            var others = Enumerable.Range(0, _random.Next(1, 4)).Select(_ => OtherId(Pick(OtherIds)));
            instance.WithItems(Tags.OtherPatientIDsSequence, [.. others]);
        }

        instance.With(Tags.Rows, Pick(Sizes)).With(Tags.SeriesNumber, Number()).With(Tags.InstanceNumber, Number());
        instance.With(Tags.SOPClassUID, (Chance(2) ? Gantry.Dicom.Uids.CTImageStorage : Gantry.Dicom.Uids.MRImageStorage).Value);
        if (Chance(3))
        {
            instance.WithItems(Tags.RequestAttributesSequence, new DicomDataSetBuilder().Add(Tags.RequestedProcedureID, Chance(2) ? "P1" : "P2").Add(Tags.ScheduledProcedureStepID, "S1").Build());
        }

        return instance;
    }

    private DicomDataSet OtherId(string id)
    {
        var item = new DicomDataSetBuilder().Set(Tags.SpecificCharacterSet, SpecificCharacterSet.Utf8.ToString())
            .Set(new DicomBytes(Tags.PatientID, Vr.LO, System.Text.Encoding.UTF8.GetBytes(id)));
        return (Chance(2) ? item.Set(Tags.IssuerOfPatientID, "NORTH") : item).Build();
    }

    // The same text in another character set, where it has it.
    private CatalogEntry Recoded(CatalogEntry entry) => Chance(3)
        ? entry with { Attributes = new DicomDataSetBuilder(entry.Attributes).Set(Tags.SpecificCharacterSet, Pick(CharacterSets)).Build() }
        : entry;

    // As bytes: the builder would refuse what real senders send.
    private void Attribute(SampleInstance instance, Tag tag, string?[] values)
    {
        if (Pick(values) is { } value)
        {
            instance.With(new DicomBytes(tag, DicomDictionary.GetVr(tag), System.Text.Encoding.UTF8.GetBytes(value)));
        }
        else
        {
            instance.Without(tag);
        }
    }

    private void Key(DicomDataSetBuilder keys, Tag tag, string?[] values)
    {
        if (Chance(3))
        {
            var value = Pick(values);
            keys.Set(tag == Tags.Rows && value is not null
                ? new DicomDataSetBuilder().Add(tag, value).Build()[tag]!
                : new DicomBytes(tag, DicomDictionary.GetVr(tag), System.Text.Encoding.UTF8.GetBytes(value ?? "")));
        }
    }

    private void Uids(DicomDataSetBuilder keys, Tag tag)
    {
        if (Chance(6))
        {
            keys.Set(tag, Enumerable.Range(0, _random.Next(0, 6)).Select(_ => Pick(_instances).Attributes.GetString(tag)!).Append(Uid.New().Value));
        }
        else if (Chance(6))
        {
            keys.Set(tag);
        }
    }

    private System.Collections.Immutable.ImmutableArray<Uid> Some(Func<SampleInstance, Uid> uid) => [.. Enumerable.Range(0, _random.Next(1, 4)).Select(_ => uid(Pick(_instances)))];

    private string? Number() => Chance(5) ? null : _random.Next(1, 4).ToString(CultureInfo.InvariantCulture);

    private bool Chance(int of) => _random.Next(of) == 0;

    private T Pick<T>(IReadOnlyList<T> values) => values[_random.Next(values.Count)];
}
