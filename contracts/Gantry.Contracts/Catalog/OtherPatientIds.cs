using Gantry.Dicom;

namespace Gantry.Contracts;

/// <summary>The Patient IDs that a patient has besides Patient ID (0010,0020): those of Other Patient IDs Sequence (0010,1002) and of the retired Other Patient IDs (0010,1000) (PS3.3 §C.7.1.1).</summary>
public static class OtherPatientIds
{
    private static readonly Tag Retired = new(0x0010_1000);

    /// <summary>The other Patient IDs that attributes of a patient name; none twice as long as the sequence has none twice.</summary>
    public static IEnumerable<string> Of(DicomDataSet attributes)
    {
        ArgumentNullException.ThrowIfNull(attributes);
        foreach (var item in attributes.GetItems(Tags.OtherPatientIDsSequence))
        {
            if (item.GetText(Tags.PatientID)?.Trim() is { Length: > 0 } id)
            {
                yield return id;
            }
        }

        foreach (var id in attributes.GetStrings(Retired).Where(id => id.Length > 0))
        {
            yield return id;
        }
    }

    /// <summary>
    /// The attributes, and the same again for each other Patient ID with that one, and its issuer, in place of the first: the patient matches keys where
    /// one of them does.
    /// </summary>
    public static IEnumerable<DicomDataSet> Alternatives(DicomDataSet attributes)
    {
        ArgumentNullException.ThrowIfNull(attributes);
        yield return attributes;
        foreach (var item in attributes.GetItems(Tags.OtherPatientIDsSequence).Where(item => item.GetText(Tags.PatientID)?.Trim() is { Length: > 0 }))
        {
            yield return With(attributes, item.GetText(Tags.PatientID)!.Trim(), item.GetText(Tags.IssuerOfPatientID));
        }

        foreach (var id in attributes.GetStrings(Retired).Where(id => id.Length > 0))
        {
            yield return With(attributes, id, issuer: null);
        }
    }

    private static DicomDataSet With(DicomDataSet attributes, string id, string? issuer)
    {
        // In UTF-8: the item may say another character set than the data set around it.
        var alternative = new DicomDataSetBuilder(attributes).Set(Tags.SpecificCharacterSet, SpecificCharacterSet.Utf8.ToString());
        alternative.Set(new DicomBytes(Tags.PatientID, Vr.LO, System.Text.Encoding.UTF8.GetBytes(id)));
        return (issuer is null ? alternative.Remove(Tags.IssuerOfPatientID) : alternative.Set(new DicomBytes(Tags.IssuerOfPatientID, Vr.LO, System.Text.Encoding.UTF8.GetBytes(issuer)))).Build();
    }
}
