using System.Security.Cryptography;
using System.Text;
using Gantry.Dal.Relational.Model;
using Gantry.Dicom;

namespace Gantry.Dal.Relational.Attributes;

/// <summary>
/// What makes a patient one. The same Patient ID of another issuer is another patient. Without a Patient ID nothing says that two studies are of
/// one person, so each study has a patient of its own.
/// </summary>
public static class PatientKey
{
    private const char Separator = '\u001F';

    /// <summary>The key of the patient that a data set names.</summary>
    public static string Of(DicomDataSet attributes, Uid study)
    {
        ArgumentNullException.ThrowIfNull(attributes);
        var id = attributes.GetText(Tags.PatientID)?.Trim() ?? "";
        var issuer = attributes.GetText(Tags.IssuerOfPatientID)?.Trim() ?? "";
        return id.Length == 0 ? $"{Separator}{study.Value}"
            : KeyText.IsPlain(id) && KeyText.IsPlain(issuer) && id.Length + issuer.Length < KeyLengths.PatientKey ? $"{id}{Separator}{issuer}"
            : Digest(id, issuer);
    }

    // Two separators in front: no other key begins so.
    private static string Digest(string id, string issuer) =>
        $"{Separator}{Separator}{Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{id.Length}{Separator}{id}{issuer}")))}";
}
