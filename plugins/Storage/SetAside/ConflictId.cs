using System.Security.Cryptography;
using System.Text;
using Gantry.Contracts;
using Gantry.Dicom;

namespace Gantry.Plugins.Storage;

/// <summary>One id for all instances that say the same wrong thing of a study or series.</summary>
internal static class ConflictId
{
    public static string Of(ReceivedInstance received, FinalResponse conflict)
    {
        var attributes = received.Entry.Attributes;
        var said = string.Join(
            '\n',
            conflict.ErrorComment,
            attributes.GetString(Tags.SeriesInstanceUID),
            attributes.GetString(Tags.StudyInstanceUID),
            attributes.GetText(Tags.PatientID),
            attributes.GetText(Tags.IssuerOfPatientID));
        return "parents-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(said)))[..24];
    }
}
